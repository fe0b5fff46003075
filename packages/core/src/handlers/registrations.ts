import { didYouMean } from '../errors/did-you-mean.ts'
import { printable } from '../errors/printable.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { HandledCommands } from '../inbox/inbox.ts'
import { type Catalog, imported } from '../protocol/catalog.ts'
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
  'checked',
  'error',
] satisfies (keyof Hooks<unknown>)[])

/** The name for all After commands of the family of a command. */
const familyOf = (command: string): string => `${command.slice(0, command.indexOf('.') + 1)}*`

const notListed = 'is no command: register a hook or a family by itself.'

const unknownName = (detail: string): RoomCallbacksError => new RoomCallbacksError('unknown-name', detail)

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
  add(target: string | readonly string[], handler: AnyHandler, place: string | undefined): void {
    const names = this.#check(target)
    if (typeof handler !== 'function') throw new RoomCallbacksError('invalid-handler', `For "${names.join(', ')}".`)
    for (const name of names) this.#refuseSecond(name)
    for (const name of names) {
      this.#handlers.set(name, [...this.of(name), handler])
      if (place === undefined) continue
      const places = this.#places.get(handler) ?? new Map<string, string>()
      this.#places.set(handler, places.set(name, place))
    }
    this.#changed()
  }

  /** Removes one handler, or all of a name. @throws `unknown-name`, `late-registration` */
  remove(target: string | readonly string[], handler?: AnyHandler): void {
    for (const name of this.#check(target)) {
      const kept = handler ? this.of(name).filter((registered) => registered !== handler) : []
      if (kept.length > 0) this.#handlers.set(name, kept)
      else this.#handlers.delete(name)
    }
    this.#changed()
  }

  of(name: string): readonly AnyHandler[] {
    return this.#handlers.get(name) ?? none
  }

  /** The handlers of a command, then those of its family if it is an After command, then those of every command. */
  ofEvent(name: string): readonly AnyHandler[] {
    const known = this.#ofEvents.get(name)
    if (known) return known
    const ofFamily = this.#catalog.find(name)?.answer ? none : this.of(familyOf(name))
    const handlers = [...this.of(name), ...ofFamily, ...this.of('*')]
    this.#ofEvents.set(name, handlers)
    return handlers
  }

  /** Which handler of a callback it is, as errors tell it. */
  whichHandler({ command, phase }: Pick<Context, 'command' | 'phase'>, handler: AnyHandler): string {
    if (!this.of(command).includes(handler)) {
      const name = this.of(familyOf(command)).includes(handler) ? familyOf(command) : '*'
      return `It is one of "${name}"${this.#placed(name, handler)}, given ${command}.`
    }
    return `It ${phase === 'before' ? 'decides about' : 'handles'} ${command}${this.#placed(command, handler)}.`
  }

  /** Which hook it is, as errors tell it. */
  whichHook(name: string, handler: AnyHandler): string {
    return `It was "${name}"${this.#placed(name, handler)}.`
  }

  /** What an inbox may deliver here: the commands with a handler, under each of their words; `'*'` with one for all. */
  commands(): HandledCommands {
    if (this.#handlers.has('*')) return '*'
    const names = [...this.#handlers.keys()].flatMap((name) => [name, ...this.#afterNamesOf(name)])
    const words = names.flatMap((name) => {
      const command = this.#catalog.find(name)
      return command ? [command.name, ...command.aliases] : []
    })
    return [...new Set(words)]
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

  /** The names of a target. @throws `unknown-name`, `late-registration` */
  #check(target: string | readonly string[]): readonly string[] {
    const names = typeof target === 'string' ? [target] : target
    if (names.length === 0) throw unknownName('The list of names is empty.')
    for (const [index, name] of names.entries()) {
      this.refuseLate(name)
      this.#checkName(name)
      if (typeof target === 'string') return names
      const mistake =
        names.indexOf(name) < index ? 'stands in the list twice.' : this.#catalog.find(name) ? undefined : notListed
      if (mistake) throw unknownName(`"${name}" ${mistake}`)
    }
    return names
  }

  #checkName(name: string): void {
    const canonical = this.#catalog.find(name)?.name
    if (canonical === name || hookNames.has(name) || this.#afterNamesOf(name).length > 0) return
    const quoted = `"${printable(name, longestName)}"`
    if (canonical) throw unknownName(`${quoted} is now ${canonical}.`)
    const family = this.#catalog.familyNotGiven(name)
    if (family) {
      const both = `${this.#catalog.given()}, ${imported(family)}`
      throw new RoomCallbacksError('family-not-given', `It is ${imported(family)}, for ${quoted}: families: [${both}].`)
    }
    const commands = this.#catalog.names()
    const families = [...new Set(commands.map(familyOf))]
    const why = families.includes(name) ? ' stands for After commands, and this family has none' : ''
    // Of a family the words of its commands are no near names.
    const near = name.endsWith('*') ? families.filter((family) => this.#afterNamesOf(family).length > 0) : commands
    throw unknownName(`${quoted}${why}.${why ? '' : didYouMean(name, hookNames) || didYouMean(name, near)}`)
  }

  /** The After commands of `Group.*`; none of another name. */
  #afterNamesOf(family: string): readonly string[] {
    if (!family.endsWith('.*')) return []
    const names = new Set(this.#catalog.names())
    return [...names].filter((name) => familyOf(name) === family && !this.#catalog.find(name)?.answer)
  }

  /** @throws `duplicate-handler` */
  #refuseSecond(name: string): void {
    const [first] = this.of(name)
    if (first === undefined || !this.#catalog.find(name)?.answer) return
    throw new RoomCallbacksError('duplicate-handler', `For "${name}"${this.#placed(name, first)}.`)
  }
}
