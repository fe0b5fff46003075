import type { Command, Family } from './command.ts'

/** The commands of a receiver: the catalog, and what its user defined. */
export class Catalog {
  // A Map, not an object: a word such as `constructor` must find nothing.
  readonly #byWord = new Map<string, Command>()

  readonly #families: readonly Family[]
  readonly #familyOf: FamilyNames

  /** @param familyOf Which family each kind of command belongs to, where not all families are given. */
  constructor(families: readonly Family[], familyOf: FamilyNames = {}) {
    this.#families = families
    this.#familyOf = familyOf
    for (const { commands } of families) for (const command of commands) this.add(command)
  }

  /** Makes a command known under its name and its aliases. */
  add(command: Command): void {
    for (const word of [command.name, ...command.aliases]) this.#byWord.set(word, command)
  }

  /** The canonical words of all commands. */
  names(): string[] {
    return [...this.#byWord.values()].map(({ name }) => name)
  }

  /** The command for a canonical word or an alias. */
  find(word: string): Command | undefined {
    return this.#byWord.get(word)
  }

  /** The family of a command of Tencent's that the receiver was made without; undefined for every other word. */
  familyNotGiven(word: string): string | undefined {
    const kind = word.slice(0, word.indexOf('.'))
    const family = Object.hasOwn(this.#familyOf, kind) ? this.#familyOf[kind] : undefined
    return this.#families.some(({ name }) => name === family) ? undefined : family
  }

  /** What receives the callbacks that come in a way of their own. */
  protocols(): object[] {
    return this.#families.flatMap(({ protocol }) => protocol ?? [])
  }

  /** The names of the families, as they are imported. */
  given(): string {
    return this.#families.map(({ name }) => imported(name)).join(', ')
  }
}

/** The family of each kind of command: `Room` of `Room.CallbackAfterCreateRoom`. */
export type FamilyNames = { readonly [kind: string]: string }

/** How the family of a folder is imported: `rtcEngine` for `rtc-engine`. */
export const imported = (family: string): string =>
  family.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())
