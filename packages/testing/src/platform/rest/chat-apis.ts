import type { ChatBackend } from '../chat/chat-backend.ts'
import type { Chat } from '../chat/chat-operations.ts'
import type { GroupMessageResult, PrivateMessageResult } from '../chat/chat-results.ts'
import { viewOfGroup } from '../chat/chat-state.ts'
import type { MessageBody } from '../events/message-body.ts'
import type { SimulationError } from '../simulation-error.ts'
import type { RestApi, RestCall } from './call.ts'
import { RestFailure } from './error-codes.ts'
import { RepeatedMessages } from './repeated-messages.ts'

/** For how long a message is known again (34919, 34959). Unit: ms. */
const c2cWindow = 120_000
const groupWindow = 300_000
/** Of an id (34953). */
const maxAccountBytes = 32
/** What `RetCode` says of a message that is not there; observed, in no page. */
const notThere = 10030

type Body = RestCall['body']

/** The REST APIs of Chat by which bots and moderators act: 34919, 34959, 35015, 34965, 34948, 34953, 34954. */
export function chatApis(backend: ChatBackend, chat: Chat): { readonly [path: string]: RestApi } {
  const { clock } = backend.settings
  const c2c = new RepeatedMessages(c2cWindow, clock)
  const group = new RepeatedMessages(groupWindow, clock)
  const receiptOf = (result: PrivateMessageResult | GroupMessageResult) => {
    if (result.status === 'refused' || result.status === 'failed') throw new RestFailure(result.code, result.text)
    // A sender whose message is dropped sees success.
    const MsgTime = Math.floor(clock() / 1000)
    return result.status === 'delivered' ? result : { MsgTime, MsgSeq: backend.random(), MsgKey: `0_0_${MsgTime}` }
  }
  const importAll = (accounts: readonly string[]): readonly string[] =>
    accounts.filter((account) => {
      const isTaken = account !== '' && Buffer.byteLength(account) <= maxAccountBytes
      if (isTaken) backend.user(account)
      return !isTaken
    })

  return {
    'openim/sendmsg': ({ body, query }) => {
      const identifier = query.get('identifier') as string
      const { MsgSeq, MsgRandom, CloudCustomData, MsgLifeTime } = body
      const [From_Account, To_Account] = [body['From_Account'] ?? identifier, body['To_Account']]
      if (typeof To_Account !== 'string' || To_Account === '') throw new RestFailure(90003)
      if (typeof From_Account !== 'string') throw new RestFailure(90008)
      if (!Number.isInteger(MsgRandom)) throw new RestFailure(90001, 'MsgRandom')
      const MsgBody = elementsIn(body, 90001)
      return c2c.once([From_Account, MsgSeq, MsgRandom, MsgBody], async () => {
        const message = { ...contentOf(MsgBody, CloudCustomData), ...forbiddenIn(body), onlineOnly: MsgLifeTime === 0 }
        const actor = { Operator_Account: identifier }
        const sent = receiptOf(await chat.sendPrivateMessage(From_Account, To_Account, message, actor))
        return { MsgTime: sent.MsgTime, MsgKey: (sent as { MsgKey: string }).MsgKey }
      })
    },

    'group_open_http_svc/send_group_msg': ({ body, query }) => {
      const identifier = query.get('identifier') as string
      const { GroupId, Random, CloudCustomData, OnlineOnlyFlag } = body
      const From_Account = body['From_Account'] ?? identifier
      if (typeof GroupId !== 'string' || typeof From_Account !== 'string') throw new RestFailure(10004)
      if (!Number.isInteger(Random)) throw new RestFailure(10004, 'Random')
      const MsgBody = elementsIn(body, 10004)
      return group.once([GroupId, Random], async () => {
        const content = { ...contentOf(MsgBody, CloudCustomData), ...forbiddenIn(body), ...mentionsIn(body) }
        const message = { From_Account, ...content, onlineOnly: OnlineOnlyFlag === 1 }
        const actor = { Operator_Account: identifier }
        const { MsgTime, MsgSeq } = receiptOf(await inGroup(() => chat.sendGroupMessage(GroupId, message, actor)))
        return { MsgTime, MsgSeq }
      })
    },

    'openim/admin_msgwithdraw': async ({ body, query }) => {
      const Operator_Account = query.get('identifier') as string
      const { From_Account, To_Account, MsgKey } = body
      const message = backend.messages.get(String(MsgKey))
      const isOfThem = message?.From_Account === From_Account && message?.To_Account === To_Account
      if (!message || !isOfThem) throw new RestFailure(90054)
      await chat.recallPrivateMessage(message.MsgKey, { Operator_Account })
      return {}
    },

    'group_open_http_svc/group_msg_recall': async ({ body, query }) => {
      const Operator_Account = query.get('identifier') as string
      const { GroupId, MsgSeqList } = body
      const seqs = Array.isArray(MsgSeqList) ? MsgSeqList.map((item) => item?.MsgSeq as number) : []
      if (seqs.length === 0) throw new RestFailure(10004, 'MsgSeqList')
      const { messages } = await inGroup(async () => backend.group(String(GroupId)))
      const known = seqs.filter((MsgSeq) => messages.has(MsgSeq))
      const RecallRetList = seqs.map((MsgSeq) => ({ MsgSeq, RetCode: messages.has(MsgSeq) ? 0 : notThere }))
      await chat.recallGroupMessages(String(GroupId), known, { Operator_Account })
      return { RecallRetList }
    },

    'group_open_http_svc/get_group_member_info': async ({ body }) => {
      const { GroupId, Limit, Offset = 0, MemberRoleFilter } = body
      const { members } = viewOfGroup(await inGroup(async () => backend.group(String(GroupId))))
      const roles = Array.isArray(MemberRoleFilter) ? MemberRoleFilter : undefined
      const chosen = members.filter(({ Role }) => roles?.includes(Role) ?? true)
      const end = typeof Limit === 'number' ? Number(Offset) + Limit : undefined
      return { MemberNum: members.length, MemberList: chosen.slice(Number(Offset), end) }
    },

    'im_open_login_svc/account_import': ({ body: { UserID } }) => {
      if (importAll([typeof UserID === 'string' ? UserID : '']).length > 0) throw new RestFailure(100002, 'UserID')
      return {}
    },
    'im_open_login_svc/multiaccount_import': ({ body: { Accounts } }) => {
      const accounts = Array.isArray(Accounts) ? Accounts.map(String) : []
      if (accounts.length === 0 || accounts.length > 100) throw new RestFailure(100002, 'Accounts')
      return { FailAccounts: importAll(accounts) }
    },
  }
}

/** The elements of a message that is sent by REST. @throws RestFailure */
function elementsIn({ MsgBody }: Body, code: number): MessageBody {
  const isRight =
    Array.isArray(MsgBody) && MsgBody.length > 0 && MsgBody.every((one) => typeof one?.MsgType === 'string')
  if (!isRight) throw new RestFailure(code, 'MsgBody')
  return MsgBody as MessageBody
}

const contentOf = (MsgBody: MessageBody, CloudCustomData: unknown) => ({
  MsgBody,
  ...(typeof CloudCustomData === 'string' && { CloudCustomData }),
})

/** Which callbacks a message does not cause. */
function forbiddenIn({ ForbidCallbackControl }: Body) {
  const list: readonly unknown[] = Array.isArray(ForbidCallbackControl) ? ForbidCallbackControl : []
  const words = { before: 'ForbidBeforeSendMsgCallback', after: 'ForbidAfterSendMsgCallback' }
  return { withoutCallbacks: (['before', 'after'] as const).filter((phase) => list.includes(words[phase])) }
}

function mentionsIn({ GroupAtInfo }: Body): { mentions?: 'all' | readonly string[] } {
  if (!Array.isArray(GroupAtInfo)) return {}
  if (GroupAtInfo.some((item) => item?.GroupAtAllFlag === 1)) return { mentions: 'all' }
  return { mentions: GroupAtInfo.map((item) => String(item?.GroupAt_Account)) }
}

/** What the simulation throws at its user is an answer here. @throws RestFailure */
async function inGroup<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    const { code, message } = error as SimulationError
    throw new RestFailure(code === 'no-such-group' ? 10010 : 10004, message)
  }
}
