import { randomInt } from 'node:crypto'
import { PlatformError } from '../errors/platform-error.ts'
import { type Answer, field, isText, isTexts } from '../transport/answer.ts'
import type { CallOptions, RestCall, RestCalls } from '../transport/rest-calls.ts'
import { isWhole } from '../user-sig/credential-forms.ts'
import type {
  C2CMessage,
  C2CMessageReceipt,
  C2CRecall,
  GroupMember,
  GroupMembers,
  GroupMembersQuery,
  GroupMessage,
  GroupMessageReceipt,
  GroupRecall,
  GroupRecallReceipt,
  ImportReceipt,
  NewAccount,
} from './chat-messages.ts'
import { type Receipt, receiptOf } from './receipt.ts'

/** What a bot, a moderator or a reconciliation does in Chat. Every call throws a PlatformError. */
export interface ChatApi {
  /**
   * Sends a message to one user (34919), by default as the administrator that signs.
   *
   * A call that is tried again keeps its `MsgSeq` and `MsgRandom`, so that Chat takes it for the same message; after 120 s it
   * would not, and so it is not tried again that late.
   *
   * @throws PlatformError `invalid-argument`, and those of every call; 20006 where `C2C.CallbackBeforeSendMsg` refused
   * @example
   * await client.chat.sendC2CMessage({ From_Account: '@RBT#001', To_Account: 'alice', Text: 'Hello' })
   */
  sendC2CMessage(message: C2CMessage, options?: CallOptions): Promise<C2CMessageReceipt>
  /**
   * Sends a message to a group (34959), by default as the administrator that signs. Chat drops a second message with the same
   * `Random` for five minutes: a call that is tried again keeps its own.
   *
   * @throws PlatformError `invalid-argument`, and those of every call; 10016 where `Group.CallbackBeforeSendMsg` refused
   * @example
   * await client.chat.sendGroupMessage({ GroupId: '@TGS#2J4SZEAEL', Text: 'Welcome' })
   */
  sendGroupMessage(message: GroupMessage, options?: CallOptions): Promise<GroupMessageReceipt>
  /**
   * Recalls a message to one user, whenever it was sent (35015).
   *
   * @example
   * callbacks.on('C2C.CallbackAfterSendMsg', ({ From_Account, To_Account, MsgKey = '' }) =>
   *   client.chat.recallC2CMessage({ From_Account, To_Account, MsgKey }))
   */
  recallC2CMessage(message: C2CRecall, options?: CallOptions): Promise<Receipt>
  /**
   * Recalls messages of a group (34965). Each has a result of its own: `RetCode` 0 means recalled.
   *
   * @example
   * const { RecallRetList } = await client.chat.recallGroupMessages({ GroupId: 'g', MsgSeqList: [7, 8] })
   */
  recallGroupMessages(messages: GroupRecall, options?: CallOptions): Promise<GroupRecallReceipt>
  /**
   * Reads members of a group (34948): a page of them, or all. Not for audio-video groups.
   *
   * @example
   * const { MemberNum, MemberList } = await client.chat.groupMembers({ GroupId: 'g', Limit: 100, Offset: 0 })
   */
  groupMembers(query: GroupMembersQuery, options?: CallOptions): Promise<GroupMembers>
  /**
   * Imports a user with its name and picture (34953). One that is there already stays one user.
   *
   * @example
   * await client.chat.importAccount({ UserID: 'alice', Nick: 'Alice' })
   */
  importAccount(account: NewAccount, options?: CallOptions): Promise<Receipt>
  /**
   * Imports users by their ids (34954), 100 a call.
   *
   * @returns the ids that Chat did not take
   * @example
   * const { FailAccounts } = await client.chat.importAccounts(['alice', 'bob'])
   */
  importAccounts(accounts: readonly string[], options?: CallOptions): Promise<ImportReceipt>
}

/** For how long Chat recognises a message that is sent again (34919, 34959), less a margin. Unit: ms. */
const repeatable = { c2c: 110_000, group: 280_000 }
/** The limits of 34954. */
const batch = { accounts: 100, callsPerSecond: 100 }
/** The most members of one answer (34948). */
const maxMembers = 6000

export function chatApi(calls: RestCalls): ChatApi {
  const send = (call: RestCall, { signal }: CallOptions): Promise<Answer> => calls.call({ ...call, signal })

  return {
    async sendC2CMessage({ Text, MsgBody, ...message }, options = {}) {
      requireText('To_Account', message.To_Account)
      const ids = { MsgSeq: randomInt(2 ** 32), MsgRandom: randomInt(2 ** 32) }
      const body = { ...ids, ...message, MsgBody: bodyOf(Text, MsgBody) }
      const answer = await send({ api: 'v4/openim/sendmsg', body, repeatableFor: repeatable.c2c }, options)
      return {
        MsgTime: field(answer, 'MsgTime', isNumber),
        MsgKey: field(answer, 'MsgKey', isText),
        ...receiptOf(answer),
      }
    },
    async sendGroupMessage({ Text, MsgBody, ...message }, options = {}) {
      requireText('GroupId', message.GroupId)
      const body = { Random: randomInt(2 ** 32), ...message, MsgBody: bodyOf(Text, MsgBody) }
      const api = 'v4/group_open_http_svc/send_group_msg'
      const answer = await send({ api, body, repeatableFor: repeatable.group }, options)
      return {
        MsgTime: field(answer, 'MsgTime', isNumber),
        MsgSeq: field(answer, 'MsgSeq', isNumber),
        ...receiptOf(answer),
      }
    },
    async recallC2CMessage({ From_Account, To_Account, MsgKey }, options = {}) {
      for (const [name, value] of Object.entries({ From_Account, To_Account, MsgKey })) requireText(name, value)
      const body = { From_Account, To_Account, MsgKey }
      return receiptOf(await send({ api: 'v4/openim/admin_msgwithdraw', body }, options))
    },
    async recallGroupMessages({ GroupId, MsgSeqList }, options = {}) {
      requireText('GroupId', GroupId)
      if (MsgSeqList.length === 0) throw invalid('MsgSeqList: expected at least one number.')
      const body = { GroupId, MsgSeqList: MsgSeqList.map((MsgSeq) => ({ MsgSeq })) }
      const answer = await send({ api: 'v4/group_open_http_svc/group_msg_recall', body }, options)
      return { RecallRetList: field(answer, 'RecallRetList', areRecalls), ...receiptOf(answer) }
    },
    async groupMembers(query, options = {}) {
      const { GroupId, Limit } = query
      requireText('GroupId', GroupId)
      if (Limit !== undefined && !isWhole(Limit, 1, maxMembers)) throw invalid(`Limit: expected 1 to ${maxMembers}.`)
      const api = 'v4/group_open_http_svc/get_group_member_info'
      const answer = await send({ api, body: { ...query } }, options)
      const MemberList = field(answer, 'MemberList', areMembers).map(trimRole)
      return { MemberNum: field(answer, 'MemberNum', isNumber), MemberList, ...receiptOf(answer) }
    },
    async importAccount(account, options = {}) {
      requireText('UserID', account.UserID)
      return receiptOf(await send({ api: 'v4/im_open_login_svc/account_import', body: { ...account } }, options))
    },
    async importAccounts(accounts, options = {}) {
      for (const account of accounts) requireText('accounts', account)
      const FailAccounts: string[] = []
      const RequestIds: string[] = []
      for (let start = 0; start < accounts.length; start += batch.accounts) {
        const Accounts = accounts.slice(start, start + batch.accounts)
        const api = 'v4/im_open_login_svc/multiaccount_import'
        const answer = await send({ api, body: { Accounts }, callsPerSecond: batch.callsPerSecond }, options)
        FailAccounts.push(...(field(answer, 'FailAccounts', areMaybeTexts) ?? []))
        RequestIds.push(answer.RequestId)
      }
      return { FailAccounts, RequestIds }
    },
  }
}

const invalid = (detail: string): PlatformError => new PlatformError('invalid-argument', { detail })

/** @throws PlatformError `invalid-argument` */
function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw invalid(`${name}: expected a text that is not empty.`)
}

/** @throws PlatformError `invalid-argument` */
function bodyOf(text: string | undefined, elements: C2CMessage['MsgBody']): NonNullable<C2CMessage['MsgBody']> {
  if ((text === undefined) === (elements === undefined)) throw invalid('Give a Text, or a MsgBody.')
  if (elements === undefined) return [{ MsgType: 'TIMTextElem', MsgContent: { Text: text as string } }]
  if (elements.length === 0) throw invalid('MsgBody: expected at least one element.')
  return elements
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
const areMaybeTexts = (value: unknown): value is string[] | undefined => value === undefined || isTexts(value)

const areRecalls = (value: unknown): value is GroupRecallReceipt['RecallRetList'] =>
  Array.isArray(value) && value.every((item) => isNumber(item?.MsgSeq) && isNumber(item?.RetCode))

const areMembers = (value: unknown): value is GroupMember[] =>
  Array.isArray(value) && value.every((item) => isText(item?.Member_Account))

/** The first sample of 34948 has a blank behind `Member`. */
const trimRole = ({ Role, ...member }: GroupMember): GroupMember => ({
  ...member,
  ...(Role !== undefined && { Role: Role.trim() }),
})
