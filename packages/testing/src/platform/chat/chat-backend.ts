import type { CommandName, EventMap } from '@room-callbacks/core'
import type { Actor } from '../events/actor.ts'
import { EventOutlet, type OutletSettings } from '../events/event-outlet.ts'
import type { EventEnd, SendEvent } from '../events/platform-event.ts'
import type { SeededRandom } from '../faults/seeded-random.ts'
import { SimulationError } from '../simulation-error.ts'
import { type Group, newUser, type OfficialAccount, type PrivateMessage, type User } from './chat-state.ts'

/** What a backend of Chat is given. */
export interface ChatSettings extends OutletSettings {
  /** How many groups may come into being in a day. */
  readonly groupQuota: number
}

/** The users, groups and official accounts of an app, and the way of their events. */
export class ChatBackend {
  readonly settings: ChatSettings
  readonly users: Map<string, User> = new Map()
  readonly groups: Map<string, Group> = new Map()
  readonly officialAccounts: Map<string, OfficialAccount> = new Map()
  /** One-to-one messages, by key. */
  readonly messages: Map<string, PrivateMessage> = new Map()
  readonly #outlet: EventOutlet

  constructor(settings: ChatSettings, chance: SeededRandom, send: SendEvent) {
    this.settings = settings
    this.#outlet = new EventOutlet(settings, chance, send)
  }

  get chance(): SeededRandom {
    return this.#outlet.chance
  }

  /** The time of an event, later than the one before. Unit: ms since 1970. */
  eventTime(): number {
    return this.#outlet.eventTime()
  }

  isAdministrator(account: string): boolean {
    return this.#outlet.isAdministrator(account)
  }

  /** A user, which exists as soon as it is named. */
  user(account: string): User {
    const user = this.users.get(account) ?? newUser(account)
    this.users.set(account, user)
    return user
  }

  /** @throws `no-such-group` */
  group(GroupId: string): Group {
    const group = this.groups.get(GroupId)
    if (!group) throw new SimulationError('no-such-group', `It is ${GroupId}.`)
    return group
  }

  /** Refuses to go on with a group that was destroyed meanwhile. @throws `no-such-group` */
  requireOpen(group: Group): void {
    if (this.groups.get(group.GroupId) !== group) throw new SimulationError('no-such-group', `It was ${group.GroupId}.`)
  }

  /** @throws `no-such-official-account` */
  officialAccount(account: string): OfficialAccount {
    const found = this.officialAccounts.get(account)
    if (!found) throw new SimulationError('no-such-official-account', `It is ${account}.`)
    return found
  }

  /** A number of 32 bits. */
  random(): number {
    return this.chance.below(2 ** 32 - 1)
  }

  /** The id of a message on its client, in the form of 34374. */
  messageId(MsgTime: number): string {
    return `144115${this.chance.below(10 ** 9)}-${MsgTime}-${this.random()}`
  }

  /** Sends the packet of what a user does, or what two users do with each other. */
  tellUser<Name extends CommandName>(
    accounts: readonly string[],
    packet: EventMap[Name],
    operator: string,
    actor: Actor,
  ): Promise<EventEnd> {
    const lane = `chat of ${[...accounts].sort().join(' and ')}`
    return this.#outlet.send({ product: 'chat', lane, operator, actor }, packet)
  }

  /** Sends the packet of what happens in a group. */
  tellGroup<Name extends CommandName>(
    { GroupId }: Pick<Group, 'GroupId'>,
    packet: EventMap[Name],
    operator: string,
    actor: Actor,
  ): Promise<EventEnd> {
    return this.#outlet.send({ product: 'chat', lane: `group ${GroupId}`, room: GroupId, operator, actor }, packet)
  }
}
