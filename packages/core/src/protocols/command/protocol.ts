import { Refusal } from '../../errors/refusal.ts'
import type { Command } from '../../protocol/command.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import { okReplies, refusalReplies } from '../../reply.ts'
import type { CommandLookup, Envelope, Protocol, ReplayedFields } from '../protocol.ts'
import { type CommandEnvelope, readCommandEnvelope } from './command-envelope.ts'
import { verifySignature } from './signature.ts'

/**
 * Callbacks that name a command in the query and, with a token, carry a signature there: Conference, Live, Chat and Call
 * (README.md sections 1 to 5 of the protocol).
 */
export const commandProtocol: Protocol = {
  name: 'command',
  secret: 'token',
  deadline: 'deadline',
  readEnvelope: ({ query }) => readCommandEnvelope(query, commandProtocol),
  verifyEnvelope: (envelope, { signature }, time) => verifySignature(envelope as CommandEnvelope, signature, time),
  isChecked: ({ signature }) => signature !== undefined,
  resolveCommand,
  replayedQuery,
  replies: { ok: okReplies, refusals: refusalReplies },
}

/** Whether a word names a callback of another protocol: `RtcEngine.102`, `CallV1.cancel`, or `cancel`, as the query of Call v1 has it. */
const isForeign = (word: string, catalog: CommandLookup): boolean =>
  word.startsWith('RtcEngine.') ||
  word.startsWith('CallV1.') ||
  // Words with a dot are the most, and none of Call v1: nothing is joined and hashed for them.
  (!word.includes('.') && catalog.find(`CallV1.${word}`) !== undefined)

/**
 * The command of a callback, or undefined for one that the catalog does not know. The query
 * decides; the body must agree, if it names one.
 *
 * @throws `command-mismatch`
 */
function resolveCommand(
  { receivedAs: word }: Pick<Envelope, 'receivedAs'>,
  packet: Packet,
  catalog: CommandLookup,
): Command | undefined {
  const command = catalog.find(word)
  // The token covers no body: a query must not choose this check for an event that is signed in another way.
  if ((command && command.protocol !== 'command') || isForeign(word, catalog)) throw new Refusal('command-mismatch')
  const inBody = packet['CallbackCommand']
  if (inBody !== undefined && inBody !== null && inBody !== word) {
    const agrees = typeof inBody === 'string' && command !== undefined && catalog.find(inBody) === command
    if (!agrees) throw new Refusal('command-mismatch')
  }
  return command
}

function replayedQuery({ sdkAppId, command, clientIp, platform, requestId }: ReplayedFields): string {
  const query = new URLSearchParams({ SdkAppid: sdkAppId, CallbackCommand: command, contenttype: 'json' })
  if (clientIp !== undefined) query.append('ClientIP', clientIp)
  if (platform !== undefined) query.append('OptPlatform', platform)
  if (requestId !== undefined) query.append('RequestID', requestId)
  return query.toString()
}
