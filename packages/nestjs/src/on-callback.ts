import type { HandlerName, Handlers } from '@room-callbacks/core'
import type { NestHost } from './nest-host.ts'

/** A method that handles callbacks. */
export interface Registration {
  readonly name: HandlerName
  readonly method: string | symbol
}

// By a name that both copies of this package know, as ES modules and as CommonJS.
const registrations = Symbol.for('@room-callbacks/nestjs registrations')

interface Registering {
  [registrations]?: Registration[]
}

/**
 * Lets a method of a provider or a controller handle a command, a family of commands or a hook. Its parameters are
 * checked by the name, and a Before command wants a verdict.
 *
 * @example
 * class Gifts {
 *   constructor(private readonly wallet: Wallet) {}
 *
 *   @OnCallback('Live.CallbackBeforeSendGift')
 *   async decide({ GiftWater }: LiveCallbackBeforeSendGift) {
 *     return (await this.wallet.covers(GiftWater)) ? allow() : deny(102101, 'Not enough coins')
 *   }
 * }
 */
export const OnCallback =
  <Name extends HandlerName>(name: Name) =>
  <Method extends Handlers<NestHost>[Name]>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const owner = target as Registering
    // Of the class itself: what it inherits is found on the class that has it.
    if (!Object.hasOwn(owner, registrations)) Object.defineProperty(owner, registrations, { value: [] })
    owner[registrations]?.push({ name, method })
  }

/** What the class of an object registers, that of the classes it extends included. */
export function registrationsOf(prototype: object | null): readonly Registration[] {
  if (prototype === null) return []
  const own = Object.hasOwn(prototype, registrations) ? ((prototype as Registering)[registrations] ?? []) : []
  return [...registrationsOf(Object.getPrototypeOf(prototype)), ...own]
}
