import type { Command, Family } from './command.ts'

/** The commands of a receiver: the catalog, and what its user defined. */
export class Catalog {
  // A Map, not an object: a word such as `constructor` must find nothing.
  readonly #byWord = new Map<string, Command>()

  /** The families that the receiver was made with. */
  readonly families: readonly Family[]

  constructor(families: readonly Family[]) {
    this.families = families
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
}
