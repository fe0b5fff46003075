import { okReplies, refusalReplies } from '../../reply.ts'
import type { Protocol } from '../protocol.ts'
import { type CommandEnvelope, readCommandEnvelope } from './command-envelope.ts'
import { resolveCommand } from './resolve-command.ts'
import { verifySignature } from './verify-signature.ts'

/**
 * Callbacks that name a command in the query and, with a token, carry a signature there: Conference, Live, Chat and Call
 * (README.md sections 1 to 5 of the protocol).
 */
export const commandProtocol: Protocol = {
  readEnvelope: ({ query }) => readCommandEnvelope(query, commandProtocol),
  verifyEnvelope: (envelope, { signature }, time) => verifySignature(envelope as CommandEnvelope, signature, time),
  resolveCommand,
  replies: { ok: okReplies, refusals: refusalReplies },
}
