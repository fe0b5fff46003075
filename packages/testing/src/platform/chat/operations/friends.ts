import type { PlatformAnswer } from '../../events/platform-event.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import type { FriendResult } from '../chat-results.ts'
import { viewOfUser } from '../chat-state.ts'

type FriendOperation = 'addFriends' | 'answerFriends' | 'deleteFriends' | 'block' | 'unblock'

/** Friendships and block lists (43467, 43468, 34359 to 34362). */
export function friends(backend: ChatBackend): Pick<ChatOperations, FriendOperation> {
  /** Makes friends, and tells it in one packet. */
  const befriend = (
    From_Account: string,
    accounts: readonly string[],
    told: {
      ClientCmd: 'friend_add' | 'friend_response'
      Admin_Account: string
      initiatorOf: (account: string) => string
    },
    actor: Parameters<ChatOperations['block']>[2] & object,
  ): void => {
    if (accounts.length === 0) return
    for (const account of accounts) {
      backend.user(From_Account).friends.add(account)
      backend.user(account).friends.add(From_Account)
    }
    const { ClientCmd, Admin_Account, initiatorOf } = told
    const packet = {
      CallbackCommand: 'Sns.CallbackFriendAdd' as const,
      PairList: accounts.map((To_Account) => ({
        From_Account,
        To_Account,
        Initiator_Account: initiatorOf(To_Account),
      })),
      ClientCmd,
      Admin_Account,
      ForceFlag: Admin_Account === '' ? 0 : 1,
    }
    void backend.tellUser([From_Account], packet, Admin_Account || From_Account, actor)
  }
  const changeBlockList =
    (CallbackCommand: 'Sns.CallbackBlackListAdd' | 'Sns.CallbackBlackListDelete', change: 'add' | 'delete') =>
    async (...[account, accounts, actor = {}]: Parameters<ChatOperations['block']>) => {
      const user = backend.user(account)
      for (const other of accounts) user.blocked[change](other)
      const PairList = accounts.map((To_Account) => ({ From_Account: account, To_Account }))
      const operator = actor.Operator_Account ?? account
      if (PairList.length > 0) void backend.tellUser([account], { CallbackCommand, PairList }, operator, actor)
      return viewOfUser(user)
    }

  return {
    async addFriends(From_Account, accounts, { AddWording = '', Remark = '', needsAnswer = true } = {}, actor = {}) {
      const operator = actor.Operator_Account ?? From_Account
      const initiatorOf = (): string => From_Account
      if (backend.isAdministrator(operator)) {
        befriend(From_Account, accounts, { ClientCmd: 'friend_add', Admin_Account: operator, initiatorOf }, actor)
        return accounts.map((To_Account) => ({ To_Account, status: 'friends' }))
      }
      const packet = {
        CallbackCommand: 'Sns.CallbackPrevFriendAdd' as const,
        Requester_Account: operator,
        From_Account,
        FriendItem: accounts.map((To_Account) => ({
          To_Account,
          Remark,
          GroupName: '',
          AddSource: `AddSource_Type_${actor.OptPlatform ?? 'Android'}`,
          AddWording,
        })),
        AddType: 'Add_Type_Both',
        ForceAddFlags: 0,
        EventTime: backend.eventTime(),
      }
      const { answer } = await backend.tellUser([From_Account], packet, operator, actor)
      const results = accounts.map(
        (account) => refusedIn(answer, account) ?? { To_Account: account, status: needsAnswer ? 'asked' : 'friends' },
      ) as FriendResult[]
      for (const { To_Account, status } of results) {
        if (status === 'asked') backend.user(To_Account).requests.add(From_Account)
      }
      const added = results.filter(({ status }) => status === 'friends').map(({ To_Account }) => To_Account)
      befriend(From_Account, added, { ClientCmd: 'friend_add', Admin_Account: '', initiatorOf }, actor)
      return results
    },

    async answerFriends(account, answers, actor = {}) {
      const { requests } = backend.user(account)
      const asking = Object.keys(answers)
      const stranger = asking.find((other) => !requests.has(other))
      if (stranger !== undefined) throw new SimulationError('no-such-request', `It is of ${stranger}, to ${account}.`)
      const operator = actor.Operator_Account ?? account
      const packet = {
        CallbackCommand: 'Sns.CallbackPrevFriendResponse' as const,
        Requester_Account: operator,
        From_Account: account,
        ResponseFriendItem: Object.entries(answers).map(([To_Account, ResponseAction]) => ({
          To_Account,
          Remark: '',
          TagName: '',
          ResponseAction,
        })),
        EventTime: backend.eventTime(),
      }
      const { answer } = await backend.tellUser([account], packet, operator, actor)
      const results = Object.entries(answers).map(
        ([To_Account, action]) =>
          refusedIn(answer, To_Account) ?? {
            To_Account,
            status: action === 'Response_Action_Reject' ? 'rejected' : 'friends',
          },
      ) as FriendResult[]
      for (const { To_Account, status } of results) if (status !== 'refused') requests.delete(To_Account)
      const added = results.filter(({ status }) => status === 'friends').map(({ To_Account }) => To_Account)
      const initiatorOf = (other: string): string => other
      befriend(account, added, { ClientCmd: 'friend_response', Admin_Account: '', initiatorOf }, actor)
      return results
    },

    async deleteFriends(account, accounts, actor = {}) {
      const user = backend.user(account)
      const stranger = accounts.find((other) => !user.friends.has(other))
      if (stranger !== undefined) throw new SimulationError('not-friends', `They are ${account} and ${stranger}.`)
      for (const other of accounts) {
        user.friends.delete(other)
        backend.user(other).friends.delete(account)
      }
      const PairList = accounts.map((To_Account) => ({ From_Account: account, To_Account }))
      const packet = { CallbackCommand: 'Sns.CallbackFriendDelete' as const, PairList }
      if (PairList.length > 0) void backend.tellUser([account], packet, actor.Operator_Account ?? account, actor)
      return viewOfUser(user)
    },
    block: changeBlockList('Sns.CallbackBlackListAdd', 'add'),
    unblock: changeBlockList('Sns.CallbackBlackListDelete', 'delete'),
  }
}

/** What the answer refuses of one user; with a non-zero `ErrorCode` the app failed, and the request goes on (43468). */
function refusedIn(answer: PlatformAnswer | undefined, To_Account: string): FriendResult | undefined {
  const items = answer?.ErrorCode === 0 ? answer['ResultItem'] : []
  const item = (Array.isArray(items) ? items : []).find((item) => item?.To_Account === To_Account)
  if (!Number.isInteger(item?.ResultCode) || item.ResultCode === 0) return undefined
  return { To_Account, status: 'refused', code: item.ResultCode, text: String(item.ResultInfo ?? '') }
}
