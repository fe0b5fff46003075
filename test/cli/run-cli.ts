import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type Io, main } from '@room-callbacks/cli'
import { patience } from '../unhurried.ts'

/** What a run is given. */
export interface Setting {
  readonly env?: Io['env']
  /** Default: a folder with an empty config file, so that none of the machine is found. */
  readonly cwd?: string
  /** What stdin holds. */
  readonly input?: string
  /** Whether the streams belong to a terminal. */
  readonly isTerminal?: boolean
  readonly columns?: number
}

/** A run that came to its end. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** The one document, or a list of them, that --json wrote. */
  readonly json: <Value = Record<string, unknown>>() => Value
  readonly jsonLines: <Value = Record<string, unknown>>() => Value[]
}

/** A stdin that may be a terminal. */
class Keyboard extends PassThrough {
  readonly isTTY: boolean

  constructor({ isTerminal = false, input = '' }: Setting) {
    super()
    this.isTTY = isTerminal
    if (!isTerminal) this.end(input)
  }

  /** For the prompt, which listens to single keys. */
  setRawMode(): this {
    return this
  }
}

/** A stream that may be a terminal, and keeps what is written to it. */
class Screen extends PassThrough {
  readonly isTTY: boolean
  readonly columns: number | undefined
  text = ''

  constructor({ isTerminal = false, columns }: Setting, onText: (text: string) => void) {
    super()
    this.isTTY = isTerminal
    this.columns = columns
    this.on('data', (chunk) => {
      this.text += chunk
      onText(String(chunk))
    })
  }
}

/** A run that goes on. */
export class Running {
  readonly stdin: Keyboard
  readonly stdout: Screen
  readonly stderr: Screen
  readonly ended: Promise<Ended>
  /** Both streams, as a user reads them at a terminal. */
  transcript = ''
  readonly #interruption = new AbortController()

  constructor(argv: readonly string[], setting: Setting = {}) {
    this.stdin = new Keyboard(setting)
    const write = (text: string): void => {
      this.transcript += text
    }
    this.stdout = new Screen(setting, write)
    this.stderr = new Screen(setting, write)
    const { stdin, stdout, stderr } = this
    const io = { stdin, stdout, stderr, signal: this.#interruption.signal, clock: Date.now }
    const cwd = setting.cwd ?? emptyFolder
    this.ended = main(patient(argv), { ...io, env: setting.env ?? {}, cwd } as Io).then((code) =>
      ended(code, stdout.text, stderr.text),
    )
  }

  /** Waits until a stream holds a text; gives what the pattern found. */
  async until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this[stream].text)
      if (found) return found
      const end = await Promise.race([once(this[stream], 'data').then(() => undefined), this.ended])
      if (end && !pattern.test(this[stream].text)) throw new Error(`It ended: ${this.transcript}`)
    }
  }

  /** The URL of a command that listens. */
  async url(): Promise<string> {
    return (await this.until('stderr', /Listening on (http:\S+?)[ ,]/))[1] as string
  }

  /** Ctrl-C. */
  interrupt(): Promise<Ended> {
    this.#interruption.abort()
    return this.ended
  }
}

const waiting = ['doctor', 'forward', 'replay', 'send', 'simulate']

/** A machine that stands still for some seconds must make no answer late, but where a test is about that. */
const patient = (argv: readonly string[]): readonly string[] =>
  waiting.includes(argv[0] ?? '') && !argv.includes('--timeout') && !argv.includes('--')
    ? [...argv, '--timeout', String(patience)]
    : argv

/** Runs a command line to its end. */
export const runCli = (argv: readonly string[], setting: Setting = {}): Promise<Ended> =>
  new Running(argv, setting).ended

const ended = (code: number, stdout: string, stderr: string): Ended => ({
  code,
  stdout,
  stderr,
  json: () => JSON.parse(stdout),
  jsonLines: () =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
})

const emptyFolder = mkdtempSync(join(tmpdir(), 'room-callbacks-cli-'))
writeFileSync(join(emptyFolder, 'room-callbacks.config.json'), '{}')
process.once('exit', () => rmSync(emptyFolder, { recursive: true, force: true }))
