import type { CommandName, EventMap } from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import { bodyOf } from '../../events/message-body.ts'
import {
  accountsIn,
  messageRefusal,
  messageRefusalOf,
  officialMessageRefusal,
  refusalOf,
  replacementIn,
} from '../../events/read-verdict.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import { type OfficialAccount, viewOfOfficialAccount } from '../chat-state.ts'

type OfficialAccountOperation =
  | 'createOfficialAccount'
  | 'updateOfficialAccount'
  | 'destroyOfficialAccount'
  | 'subscribe'
  | 'unsubscribe'
  | 'sendOfficialMessage'
  | 'recallOfficialMessages'

const listOf = (accounts: readonly string[]) => accounts.map((Subscriber_Account) => ({ Subscriber_Account }))

/** Official accounts: 60795 to 60805. */
export function officialAccounts(backend: ChatBackend): Pick<ChatOperations, OfficialAccountOperation> {
  const tell = <Name extends CommandName>(
    { Official_Account, Owner_Account }: Pick<OfficialAccount, 'Official_Account' | 'Owner_Account'>,
    packet: EventMap[Name],
    actor: Actor,
  ) => backend.tellUser([Official_Account], packet, actor.Operator_Account ?? Owner_Account, actor)

  return {
    async createOfficialAccount({ Owner_Account, Name, MaxSubscriberCount = 100_000, ...given }, actor = {}) {
      const Official_Account = given.Official_Account ?? `@TOA#_${backend.chance.hex(8)}`
      if (backend.officialAccounts.has(Official_Account)) {
        throw new SimulationError('official-account-exists', `It is ${Official_Account}.`)
      }
      const Operator_Account = actor.Operator_Account ?? Owner_Account
      const asked = { Operator_Account, Owner_Account, Name }
      const before = { ...asked, EventTime: backend.eventTime() }
      const ids = { Official_Account, Owner_Account }
      const ask = { CallbackCommand: 'OfficialAccount.CallbackBeforeCreateOfficialAccount' as const, ...before }
      const { answer } = await tell(ids, ask, actor)
      const refusal = refusalOf(answer, messageRefusal)
      if (refusal) return refusal
      const account = { ...ids, info: { Name }, subscribers: new Set<string>(), MaxSubscriberCount }
      backend.officialAccounts.set(Official_Account, account)
      const after = { Official_Account, ...asked, EventTime: backend.eventTime() }
      const packet = { CallbackCommand: 'OfficialAccount.CallbackAfterCreateOfficialAccount' as const, ...after }
      void tell(account, packet, actor)
      return { status: 'created', account: viewOfOfficialAccount(account) }
    },

    async updateOfficialAccount(Official_Account, changes, actor = {}) {
      const account = backend.officialAccount(Official_Account)
      account.info = { ...account.info, ...changes }
      const packet = {
        CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountInfoChanged' as const,
        Official_Account,
        Operator_Account: actor.Operator_Account ?? account.Owner_Account,
        ...changes,
        EventTime: backend.eventTime(),
      }
      void tell(account, packet, actor)
      return viewOfOfficialAccount(account)
    },

    async destroyOfficialAccount(Official_Account, actor = {}) {
      const account = backend.officialAccount(Official_Account)
      const { Owner_Account, info } = account
      backend.officialAccounts.delete(Official_Account)
      const packet = {
        CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountDestroyed' as const,
        ...{ Official_Account, Owner_Account, Name: info.Name },
        EventTime: backend.eventTime(),
      }
      void tell(account, packet, actor)
    },

    async subscribe(Official_Account, accounts, actor = {}) {
      const account = backend.officialAccount(Official_Account)
      const operator = actor.Operator_Account ?? accounts[0] ?? account.Owner_Account
      const by = { ...actor, Operator_Account: operator }
      const asked = { Official_Account, Operator_Account: operator }
      const before = { ...asked, SubscribeAccountList: listOf(accounts), EventTime: backend.eventTime() }
      const ask = { CallbackCommand: 'OfficialAccount.CallbackBeforeAddSubscriber' as const, ...before }
      const { answer } = await tell(account, ask, by)
      if (answer && answer.ErrorCode !== 0) return { status: 'refused' }
      const unwanted = accountsIn(answer, 'RefusedSubscribers_Account')
      const subscribed = accounts.filter((one) => !unwanted.has(one))
      const { subscribers, MaxSubscriberCount } = account
      if (subscribers.size + subscribed.length > MaxSubscriberCount) {
        const full = { Official_Account, EventTime: backend.eventTime() }
        void tell(account, { CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountFull', ...full }, by)
        return { status: 'full' }
      }
      for (const one of subscribed) subscribers.add(one)
      const after = { ...asked, SubscribeAccountList: listOf(subscribed), EventTime: backend.eventTime() }
      const packet = { CallbackCommand: 'OfficialAccount.CallbackAfterAddSubscriber' as const, ...after }
      if (subscribed.length > 0) void tell(account, packet, by)
      return { status: 'subscribed', subscribed, refused: accounts.filter((one) => unwanted.has(one)) }
    },

    async unsubscribe(Official_Account, accounts, actor = {}) {
      const account = backend.officialAccount(Official_Account)
      const gone = accounts.filter((one) => account.subscribers.delete(one))
      const operator = actor.Operator_Account ?? gone[0] ?? account.Owner_Account
      const packet = {
        CallbackCommand: 'OfficialAccount.CallbackAfterDeleteSubscriber' as const,
        ...{ Official_Account, Operator_Account: operator, SubscribeAccountList: listOf(gone) },
        EventTime: backend.eventTime(),
      }
      if (gone.length > 0) void tell(account, packet, { ...actor, Operator_Account: operator })
      return viewOfOfficialAccount(account)
    },

    async sendOfficialMessage(Official_Account, message, actor = {}) {
      const account = backend.officialAccount(Official_Account)
      const { CloudCustomData = '' } = message
      const content = { OnlineOnlyFlag: 0, MsgBody: bodyOf(message), CloudCustomData }
      const before = { Official_Account, ...content, EventTime: backend.eventTime() }
      const ask = { CallbackCommand: 'OfficialAccount.CallbackBeforeSendMsg' as const, ...before }
      const { answer } = await tell(account, ask, actor)
      const refusal = messageRefusalOf(answer, officialMessageRefusal)
      if (refusal) return refusal
      const sent = { ...content, ...replacementIn(answer) }
      const EventTime = backend.eventTime()
      const MsgTime = Math.floor(EventTime / 1000)
      const MsgKey = `${backend.random()}_${backend.random()}_${MsgTime}`
      const after = { Official_Account, MsgKey, MsgTime, ...sent, EventTime }
      void tell(account, { CallbackCommand: 'OfficialAccount.CallbackAfterSendMsg', ...after }, actor)
      const { MsgBody } = sent
      return { status: 'delivered', MsgBody, CloudCustomData: sent.CloudCustomData, MsgKey }
    },

    async recallOfficialMessages(Official_Account, MsgKeys, actor = {}) {
      const account = backend.officialAccount(Official_Account)
      const packet = {
        CallbackCommand: 'OfficialAccount.CallbackAfterMsgWithDraw' as const,
        Official_Account,
        WithdrawMsgList: MsgKeys.map((MsgKey) => ({ MsgKey })),
        EventTime: backend.eventTime(),
      }
      if (MsgKeys.length > 0) void tell(account, packet, actor)
    },
  }
}
