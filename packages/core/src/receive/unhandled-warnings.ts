/** Warns once a command that callbacks of it are kept for nothing. */
export class UnhandledWarnings {
  readonly #warned = new Set<string>()

  /** @param command A word of the catalog: their number is a bound. */
  warn(command: string): void {
    if (this.#warned.has(command)) return
    this.#warned.add(command)
    process.emitWarning(
      `${command} arrives, and no process of this inbox has a handler for it: it is kept as a dead letter, and the oldest go first. Register a handler, or take the command out of the callback configuration.`,
      { type: 'RoomCallbacksWarning', code: 'unhandled' },
    )
  }
}
