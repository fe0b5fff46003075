import { didYouMean } from '../errors/did-you-mean.ts'
import { printable } from '../errors/printable.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { HandledCommands } from '../inbox/inbox.ts'
import type { Catalog } from '../protocol/catalog.ts'
import type { Context } from './context.ts'
import type { Hooks } from './handler-types.ts'

/** Any registered function; `Handlers` typed it where it came in. */
// biome-ignore lint/suspicious/noExplicitAny: a list of handlers of different events has no narrower type
export type AnyHandler = (...values: any[]) => unknown

// No command of Tencent's is as long.
const longestName = 100

const none: readonly AnyHandler[] = []

const hookNames = new Set<string>([
  '*',
  'unknown',
  'rejected',
  'unhandled',
  'duplicate',
  'error',
] satisfies (keyof Hooks<unknown>)[])

/** The handlers and hooks of a receiver. Sealed by the first callback: a late one would miss events. */
export class Registrations {
  readonly #handlers = new Map<string, AnyHandler[]>()
  /** Called after each change: an inbox may deliver already. */
  onChange: (() => void) | undefined
  readonly #ofEvents = new Map<string, readonly AnyHandler[]>()
  /** Where each handler was registered, by name. */
  readonly #places = new WeakMap<AnyHandler, Map<string, string>>()
  readonly #catalog: Catalog
  #isSealed = false

  constructor(catalog: Catalog) {
    this.#catalog = catalog
  }

  /**
   * @param place Where it is registered: file, line and column.
   * @throws `unknown-name`, `invalid-handler`, `duplicate-handler`, `late-registration`
   */
  add(name: string, handler: AnyHandler, place: string | undefined): void {
    this.#check(name)
    if (typeof handler !== 'function') throw new RoomCallbacksError('invalid-handler', `For "${name}".`)
    const handlers = this.#handlers.get(name) ?? []
    if (handlers.length > 0 && this.#catalog.find(name)?.answer) {
      throw new RoomCallbacksError(
        'duplicate-handler',
        `For "${name}"${this.#placed(name, handlers[0] as AnyHandler)}.`,
      )
    }
    this.#handlers.set(name, [...handlers, handler])
    if (place !== undefined) {
      const places = this.#places.get(handler) ?? new Map<string, string>()
      this.#places.set(handler, places.set(name, place))
    }
    this.#changed()
  }

  /** Removes one handler, or all of a name. @throws `unknown-name`, `late-registration` */
  remove(name: string, handler?: AnyHandler): void {
    this.#check(name)
    const kept = handler ? this.of(name).filter((registered) => registered !== handler) : []
    if (kept.length > 0) this.#handlers.set(name, kept)
    else this.#handlers.delete(name)
    this.#changed()
  }

  of(name: string): readonly AnyHandler[] {
    return this.#handlers.get(name) ?? none
  }

  /** The handlers of an After command, then those of every command. */
  ofEvent(name: string): readonly AnyHandler[] {
    const known = this.#ofEvents.get(name)
    if (known) return known
    const handlers = [...this.of(name), ...this.of('*')]
    this.#ofEvents.set(name, handlers)
    return handlers
  }

  /** Which handler of a callback it is, as errors tell it. */
  whichHandler({ command, phase }: Pick<Context, 'command' | 'phase'>, handler: AnyHandler): string {
    if (!this.of(command).includes(handler)) return `It is one of "*"${this.#placed('*', handler)}, given ${command}.`
    return `It ${phase === 'before' ? 'decides about' : 'handles'} ${command}${this.#placed(command, handler)}.`
  }

  /** Which hook it is, as errors tell it. */
  whichHook(name: string, handler: AnyHandler): string {
    return `It was "${name}"${this.#placed(name, handler)}.`
  }

  /** What an inbox may deliver here: the commands with a handler, under each of their words; `'*'` with one for all. */
  commands(): HandledCommands {
    if (this.#handlers.has('*')) return '*'
    return [...this.#handlers.keys()].flatMap((name) => {
      const command = this.#catalog.find(name)
      return command ? [command.name, ...command.aliases] : []
    })
  }

  /** Every name with a handler, sorted. */
  names(): string[] {
    return [...this.#handlers.keys()].sort()
  }

  seal(): void {
    this.#isSealed = true
  }

  /** @throws `late-registration` */
  refuseLate(name: string): void {
    if (this.#isSealed) throw new RoomCallbacksError('late-registration', `For "${name}".`)
  }

  #changed(): void {
    this.#ofEvents.clear()
    this.onChange?.()
  }

  #placed(name: string, handler: AnyHandler): string {
    const place = this.#places.get(handler)?.get(name)
    return place === undefined ? '' : `, registered at ${place}`
  }

  #check(name: string): void {
    this.refuseLate(name)
    const canonical = this.#catalog.find(name)?.name
    if (canonical === name || hookNames.has(name)) return
    const meant = canonical ? ` is now ${canonical}.` : `.${didYouMean(name, [...this.#catalog.names(), ...hookNames])}`
    throw new RoomCallbacksError('unknown-name', `"${printable(name, longestName)}"${meant}`)
  }
}
