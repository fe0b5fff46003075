import { Refusal } from '../../errors/refusal.ts'
import { type RefusalCode, refusals } from '../../errors/refusals.ts'
import { successes } from '../../outcome.ts'
import type { Command } from '../../protocol/command.ts'
import { fieldOf, type Packet } from '../../protocol/packet/parse-packet.ts'
import { replyTable } from '../../reply.ts'
import type { CommandLookup, Envelope, Protocol } from '../protocol.ts'
import { callV1Prefix, readCallV1Envelope } from './call-v1-envelope.ts'

/**
 * Call v1, which is deprecated (60129 to 60135): other names in the query, no command in the body, another answer, and nothing
 * is signed.
 */
export const callV1Protocol: Protocol = {
  name: 'call-v1',
  secret: undefined,
  deadline: 'deadline',
  isReceived: ({ callV1 }) => callV1 === true,
  readEnvelope: (request) => readCallV1Envelope(request, callV1Protocol),
  verifyEnvelope() {},
  isChecked: () => false,
  resolveCommand,
  replayedQuery: ({ sdkAppId, command }) =>
    `sdkappid=${sdkAppId}&command=${encodeURIComponent(command.slice(callV1Prefix.length))}`,
  get replies() {
    // Made with the first callback, because few receivers take any.
    replies ??= {
      // Any other `ErrorCode` than 0 means "send again": at once and five times more within 12 s.
      ok: replyTable(successes, () => ({ ErrorCode: 0, ErrorMessage: 'Success' })),
      refusals: replyTable(Object.keys(refusals) as RefusalCode[], (code) => ({ ErrorCode: 1, ErrorMessage: code })),
    }
    return replies
  },
}

let replies: Protocol['replies'] | undefined

/** The word in the sample URL of the status packets, whose table has six others: `CallResult` says which one is meant (60130). */
const anyStatus = `${callV1Prefix}call_end`

const results: ReadonlySet<string> = new Set(['cancel', 'reject', 'not_answer', 'normal_end', 'call_busy', 'interrupt'])

/** The command of a callback. @throws `command-mismatch` for a word, or a body, of another protocol */
function resolveCommand(
  { receivedAs }: Pick<Envelope, 'receivedAs'>,
  packet: Packet,
  catalog: CommandLookup,
): Command | undefined {
  const isForeign = catalog.find(receivedAs.slice(callV1Prefix.length)) !== undefined
  if (isForeign || (fieldOf(packet, 'CallbackCommand') ?? null) !== null) throw new Refusal('command-mismatch')
  if (receivedAs !== anyStatus) return catalog.find(receivedAs)
  const result = String(fieldOf(packet, 'CallResult'))
  return results.has(result) ? catalog.find(callV1Prefix + result) : undefined
}
