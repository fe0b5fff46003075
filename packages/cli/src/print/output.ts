import { once } from 'node:events'
import { type Redact, redactor } from '@room-callbacks/core'
import type { Io, TerminalOutput } from '../io.ts'
import { type Colours, coloursFor } from './colours.ts'
import { printable } from './printable.ts'
import { tableLines } from './table.ts'

/** Lines of text, given the colours of where they are written. */
export type Text = (colours: Colours) => string | readonly string[]

/** Why something did not work. */
export interface Mistake {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/**
 * Where a run writes: results to stdout, as text or as JSON and never both; everything else to
 * stderr.
 */
export class Output {
  readonly #io: Io
  readonly #isJson: boolean
  #progressWidth = 0
  /** Whether a part of a document of JSON is on stdout. */
  #isBegun = false
  #redact: Redact = (text) => text

  constructor(io: Io, isJson: boolean) {
    this.#io = io
    this.#isJson = isJson
  }

  /** Takes these out of everything that is written from now on, in every spelling. */
  hideSecrets(secrets: readonly string[]): void {
    this.#redact = redactor(secrets)
  }

  /** One result: with --json the value on a line of its own, otherwise text. */
  result(value: unknown, text: Text): void {
    if (this.#isJson) this.#write(this.#io.stdout, () => this.#json(value))
    else this.#write(this.#io.stdout, text)
  }

  /** One result as a table under a heading. */
  table(value: unknown, heading: readonly string[], rows: readonly (readonly string[])[]): void {
    this.result(value, ({ dim }) => tableLines([heading.map((title) => dim(title)), ...rows]))
  }

  /**
   * Results as they come: with --json a list of values on a line of its own, otherwise text. So many may come that they are
   * written no faster than they are read.
   */
  async results<Value>(
    values: AsyncIterable<Value>,
    shown: { readonly view: (value: Value) => unknown; readonly text: (value: Value, colours: Colours) => string[] },
  ): Promise<void> {
    let isFirst = true
    for await (const value of values) {
      if (this.#isJson) await this.raw(`${isFirst ? '[' : ','}${printable(this.#json(shown.view(value)), false)}`)
      else await this.#taken(this.#write(this.#io.stdout, (colours) => shown.text(value, colours)))
      isFirst = false
    }
    if (this.#isJson) await this.raw(isFirst ? '[]\n' : ']\n')
  }

  /** A part of a document that is JSON already, without secrets; resolves when there is room for the next. */
  raw(part: string): Promise<void> {
    this.#isBegun = true
    return this.#taken(this.#io.stdout.write(part))
  }

  /** What only a reader of text needs to be told on stdout. */
  text(text: string): void {
    if (!this.#isJson) this.#write(this.#io.stdout, () => text)
  }

  /** What leads to a result: beside it as text, but out of the way of JSON. */
  preface(text: Text): void {
    this.#write(this.#isJson ? this.#io.stderr : this.#io.stdout, text)
  }

  /** Something that is no result. */
  note(text: string): void {
    this.#write(this.#io.stderr, () => text)
  }

  /** Why it did not work: one line and a hint, or the same as JSON. */
  error(mistake: Mistake): void {
    const { code, message, hint } = mistake
    // What was begun stays unfinished, which no parser takes for the whole.
    const stream = this.#isBegun ? this.#io.stderr : this.#io.stdout
    if (this.#isJson) this.#write(stream, () => this.#json({ error: mistake }))
    else this.#write(this.#io.stderr, ({ red, dim }) => [`${red(`${code}:`)} ${message}`, ...(hint ? [dim(hint)] : [])])
  }

  /** The one line of progress, written over the one before; only for a terminal. */
  progress(text: string): void {
    if (this.#io.stderr.isTTY !== true) return
    const line = printable(this.#redact(text), false)
    this.#io.stderr.write(`\r${line.padEnd(this.#progressWidth)}`)
    this.#progressWidth = line.length
  }

  /** Text by text: what is taken out of the whole may be half of an escape. */
  #json(value: unknown): string {
    return JSON.stringify(value, (_field, member: unknown) =>
      typeof member === 'string' ? this.#redact(member) : member,
    )
  }

  /** Waits for a slow reader of stdout, or for Ctrl-C. @param hasRoom what `write()` gave */
  async #taken(hasRoom: boolean): Promise<void> {
    if (!hasRoom) await once(this.#io.stdout, 'drain', { signal: this.#io.signal })
  }

  #write(stream: TerminalOutput, text: Text): boolean {
    if (this.#progressWidth > 0) this.#io.stderr.write(`\r${' '.repeat(this.#progressWidth)}\r`)
    this.#progressWidth = 0
    const colours = coloursFor(stream, this.#io.env)
    const lines = [text(colours)].flat()
    return stream.write(lines.map((line) => `${printable(this.#redact(line), colours.isColorSupported)}\n`).join(''))
  }
}
