import type { CallbackRecord } from '../history/entry.ts'
import type { Decision } from '../wire.ts'

/** What the answer to a Before callback decided (34354, 74347); undefined where the platform decides by itself. */
export function decisionOf({ phase, reply }: Pick<CallbackRecord, 'phase' | 'reply'>): Decision | undefined {
  if (phase !== 'before' || reply?.status !== 200) return undefined
  const answer = readAnswer(reply.body)
  const code = answer['ErrorCode']
  if (typeof code !== 'number') return undefined
  const items: unknown = answer['ResultItem']
  // Each asked user has a result of its own (43468).
  const refused = Array.isArray(items) ? items.map((item) => Object(item).ResultCode).find((result) => result !== 0) : 0
  if (code === 0 && refused !== 0) return { kind: 'deny', code: Number(refused) }
  if (code === 0) return { kind: isOtherContent(answer) ? 'replace' : 'allow', code: undefined }
  // The sender of a dropped message sees success.
  return code === 2 ? { kind: 'drop', code: undefined } : { kind: 'deny', code }
}

const isOtherContent = (answer: Readonly<Record<string, unknown>>): boolean =>
  answer['MsgBody'] !== undefined || answer['CloudCustomData'] !== undefined

function readAnswer(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
