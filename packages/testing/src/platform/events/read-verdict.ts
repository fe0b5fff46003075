import type { MessageElement } from '@room-callbacks/core'
import type { PlatformAnswer } from './platform-event.ts'
import { textIn } from './text-in.ts'

/** How a Before command is refused (34374, 34364). */
export interface RefusalRules {
  /** What the client is told of a plain refusal. */
  readonly plain: number
  /** First and last code that the client is told, with the text of the answer. */
  readonly codes: readonly [first: number, last: number]
}

/** Groups: 10016, or 10100 to 10200 (34368, 34370, 34371, 34374, 49463). */
export const groupRefusal: RefusalRules = { plain: 10016, codes: [10100, 10200] }
/** One-to-one messages and official accounts: 20006, or 120001 to 130000 (34364, 60795). */
export const messageRefusal: RefusalRules = { plain: 20006, codes: [120_001, 130_000] }
/** Messages of official accounts: the plain code of groups, the range of one-to-one messages (60803). */
export const officialMessageRefusal: RefusalRules = { plain: 10016, codes: [120_001, 130_000] }

/** What a client sees that was refused. */
export interface Refused {
  readonly status: 'refused'
  readonly code: number
  readonly text: string
}

const silentDrop = 2

/** What a client sees of an answer that refuses; undefined for one that allows, and for none: then it goes on (34354). */
export function refusalOf(
  answer: PlatformAnswer | undefined,
  { plain, codes: [first, last] }: RefusalRules,
): Refused | undefined {
  if (!answer || answer.ErrorCode === 0) return undefined
  const { ErrorCode } = answer
  // Any other code is not documented: it is refused, and the client learns no more than from 1.
  if (ErrorCode < first || ErrorCode > last) return { status: 'refused', code: plain, text: '' }
  return { status: 'refused', code: ErrorCode, text: textIn(answer, 'ErrorInfo') }
}

/** The same for a message, which can also be dropped: its sender sees success. */
export function messageRefusalOf(
  answer: PlatformAnswer | undefined,
  rules: RefusalRules,
): Refused | { readonly status: 'dropped' } | undefined {
  return answer?.ErrorCode === silentDrop ? { status: 'dropped' } : refusalOf(answer, rules)
}

/** The fields with which an answer replaces those of a message. */
export function replacementIn(answer: PlatformAnswer | undefined): {
  MsgBody?: MessageElement[]
  CloudCustomData?: string
} {
  const { MsgBody, CloudCustomData } = answer ?? { MsgBody: undefined, CloudCustomData: undefined }
  return {
    ...(Array.isArray(MsgBody) && { MsgBody: MsgBody as MessageElement[] }),
    ...(typeof CloudCustomData === 'string' && { CloudCustomData }),
  }
}

/** The accounts in a field of an answer: `RefusedMembers_Account`, `RefusedSubscribers_Account`. */
export function accountsIn(answer: PlatformAnswer | undefined, field: string): ReadonlySet<string> {
  const list = answer?.[field]
  return new Set(Array.isArray(list) ? list.filter((account) => typeof account === 'string') : [])
}
