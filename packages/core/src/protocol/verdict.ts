import type { BeforeCommandName, MessageReplacement, VerdictKindMap } from '../generated/events.ts'

/** Let it happen. Made by {@link allow}. */
export interface Allow {
  readonly kind: 'allow'
}
/** Refuse it. Made by {@link deny}. */
export interface Deny {
  readonly kind: 'deny'
  readonly code: number
  readonly text: string
}
/** Drop a message while its sender sees success. Made by {@link drop}. */
export interface Drop {
  readonly kind: 'drop'
}
/** Deliver another message instead. Made by {@link replace}. */
export interface Replace {
  readonly kind: 'replace'
  readonly fields: MessageReplacement
}

/** What a Before handler decides. */
export type Verdict = Allow | Deny | Drop | Replace

/** The verdicts that a Before command knows. */
export type VerdictOf<Command extends BeforeCommandName> = Extract<Verdict, { kind: VerdictKindMap[Command] }>

/**
 * Let it happen.
 *
 * @example
 * callbacks.on('Live.CallbackBeforeSendGift', () => allow())
 */
export const allow = (): Allow => ({ kind: 'allow' })

/**
 * Refuse it.
 *
 * @param code 1 refuses plainly; a code of the command's own range is passed on to the client
 *   (102100 to 102200 for a gift, 72210; 10100 to 10200 for a message, 74347). Any other code is
 *   reported as `invalid-verdict` and refuses plainly.
 * @param text What the client is told beside such a code.
 * @example
 * callbacks.on('Live.CallbackBeforeSendGift', () => deny(102101, 'Not enough coins'))
 */
export const deny = (code = 1, text = ''): Deny => ({ kind: 'deny', code, text })

/**
 * Drop a message silently: its sender sees success, nobody receives it (74347).
 *
 * @example
 * callbacks.on('Group.CallbackBeforeSendMsg', ({ From_Account }) => muted.has(From_Account) ? drop() : allow())
 */
export const drop = (): Drop => ({ kind: 'drop' })

/**
 * Deliver the message with another `MsgBody`, other `CloudCustomData`, or both (74347).
 *
 * @example
 * callbacks.on('Group.CallbackBeforeSendMsg', () =>
 *   replace({ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: '***' } }] }))
 */
export const replace = (fields: MessageReplacement): Replace => ({ kind: 'replace', fields })
