import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

const root = new URL('../../', import.meta.url)

/** How a process ended. */
interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A command of this repository that runs as a process of its own. */
export interface Running {
  /** Everything on stdout so far. */
  readonly output: () => string
  /** Everything on stderr so far. */
  readonly errors: () => string
  /** The first match on stdout or stderr, once it is there. */
  readonly printed: (pattern: RegExp) => Promise<string>
  readonly end: (signal: NodeJS.Signals) => Promise<Ended>
  readonly ended: Promise<Ended>
}

/** Runs a script of a folder as its package.json says it, on a free port unless told otherwise. */
export function start(t: Test, folder: string, { script = 'start', args = [] as string[], env = {} } = {}): Running {
  const directory = new URL(folder, root)
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', directory), 'utf8'))
  const [command, ...words] = (scripts[script] as string).split(' ')
  // As npm finds it. No shell and no npm in between: signals reach the process.
  const program = command === 'node' ? [] : [fileURLToPath(new URL(`node_modules/.bin/${command}`, root))]
  const child = spawn(process.execPath, [...program, ...words, ...args], {
    cwd: fileURLToPath(directory),
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  const news = new EventEmitter()
  let output = ''
  let errors = ''
  let isOver = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    news.emit('news')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
    news.emit('news')
  })
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    isOver = true
    news.emit('news')
    return { code, signal }
  })

  const printed = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [found] = pattern.exec(output) ?? pattern.exec(errors) ?? []
      if (found !== undefined) return found
      if (isOver) throw new Error(`It ended without ${pattern}:\n${output}\n${errors}`)
      await once(news, 'news')
    }
  }
  const end = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal)
    return ended
  }
  return { output: () => output, errors: () => errors, printed, end, ended }
}

/** The address that a running example prints. */
export const urlOf = (running: Running): Promise<string> => running.printed(/http:\/\/localhost:\d+/)

/** The command line that a running example prints. */
export const curlOf = async (running: Running): Promise<string> =>
  (await running.printed(/^t=\$\(date .*\n/m)).trimEnd()
