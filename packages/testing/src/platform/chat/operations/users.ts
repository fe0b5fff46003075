import type { EventMap } from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import { viewOfUser } from '../chat-state.ts'
import type { UserView } from '../chat-view.ts'

type UserOperation = 'logIn' | 'logOut' | 'disconnect' | 'setCustomStatus' | 'setProfile'

/** Users come and go, and change what is known of them (34357, 48733). */
export function users(backend: ChatBackend): Pick<ChatOperations, UserOperation> {
  return {
    async logIn(account, kicked = [], actor = {}) {
      const devices = kicked.map((Platform) => ({ Platform }))
      return tellState(
        backend,
        { Action: 'Login', To_Account: account, Reason: 'Register' },
        { actor, ...(devices.length > 0 && { more: { KickedDevice: devices } }), isOnline: true },
      )
    },
    async logOut(account, actor = {}) {
      const change = { Action: 'Logout', To_Account: account, Reason: 'Unregister' } as const
      return tellState(backend, change, { actor, isOnline: false })
    },
    async disconnect(account, Reason, actor = {}) {
      return tellState(backend, { Action: 'Disconnect', To_Account: account, Reason }, { actor, isOnline: false })
    },
    async setCustomStatus(account, CustomStatus, actor = {}) {
      const change = { Action: 'CustomStatusChange', To_Account: account, Reason: 'SetCustomStatus' } as const
      return tellState(backend, change, { actor, more: { CustomStatus } })
    },
    async setProfile(account, items, actor = {}) {
      const user = backend.user(account)
      const operator = actor.Operator_Account ?? account
      for (const [tag, value] of Object.entries(items)) user.profile.set(tag, value)
      const packet = {
        CallbackCommand: 'Profile.CallbackPortraitSet' as const,
        Operator_Account: operator,
        From_Account: account,
        ProfileItem: Object.entries(items).map(([Tag, Value]) => ({ Tag, Value })),
        EventTime: backend.eventTime(),
      }
      void backend.tellUser([account], packet, operator, actor)
      return viewOfUser(user)
    },
  }
}

interface StateChange {
  readonly actor: Actor
  readonly more?: Partial<EventMap['State.StateChange']>
  readonly isOnline?: boolean
}

function tellState(
  backend: ChatBackend,
  Info: EventMap['State.StateChange']['Info'],
  { actor, more, isOnline }: StateChange,
): UserView {
  const user = backend.user(Info.To_Account)
  user.isOnline = isOnline ?? user.isOnline
  const packet = { CallbackCommand: 'State.StateChange' as const, EventTime: backend.eventTime(), Info, ...more }
  // 34354: this command alone prints the platform in capitals.
  const client = actor.OptPlatform === 'iOS' ? { ...actor, OptPlatform: 'IOS' } : actor
  void backend.tellUser([user.account], packet, user.account, client)
  return viewOfUser(user)
}
