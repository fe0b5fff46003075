/** Let it happen. Made by {@link allow}. */
export interface Allow {
  readonly kind: 'allow'
  /** Without it an answer with fields would do where the command takes none, or others. */
  readonly fields?: never
}
/** Let it happen, with what the command lets an answer say beside that. Made by {@link allow}. */
export interface AllowWith<Fields> {
  readonly kind: 'allow'
  readonly fields: Fields
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
export interface Replace<Fields> {
  readonly kind: 'replace'
  readonly fields: Fields
}

/** What a Before handler decides. */
export type Verdict = Allow | AllowWith<object> | Deny | Drop | Replace<object>

/** What an answering handler answers. Made by {@link answer}. */
export interface AnswerWith<Fields> {
  readonly kind: 'answer'
  readonly fields: Fields
}

/**
 * Let it happen.
 *
 * @param fields What the command lets its answer say beside that: `RefusedMembers_Account` of an invitation, say.
 * @example
 * callbacks.on('Live.CallbackBeforeSendGift', () => allow())
 */
export function allow(): Allow
export function allow<Fields extends object>(fields: Fields): AllowWith<Fields>
export function allow(fields?: object): Allow | AllowWith<object> {
  return fields === undefined ? { kind: 'allow' } : { kind: 'allow', fields }
}

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
 * Drop a message silently: its sender sees success, no user receives it (74347).
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
export const replace = <Fields extends object>(fields: Fields): Replace<Fields> => ({ kind: 'replace', fields })

/**
 * Answer an answering command with data that the platform uses; without it the answer is a plain OK.
 *
 * @param fields The fields that the command documents.
 * @example
 * callbacks.on('Chatbot.OnC2CSignalMessage', ({ Data }) => answer({ RspData: Data }))
 */
export const answer = <Fields extends object>(fields: Fields): AnswerWith<Fields> => ({ kind: 'answer', fields })
