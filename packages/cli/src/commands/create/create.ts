import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CliError } from '../../errors/cli-error.ts'
import type { Invocation, Run } from '../command-definition.ts'
import { type Framework, frameworks } from './frameworks.ts'
import { startFiles } from './start-files.ts'

/** Where it is written, and for what. */
export interface CreateFlags {
  readonly folder: string
  readonly framework?: Framework
}

/** Writes a start into a new folder, and says what to do next. */
export const create: Run<CreateFlags> = async (invocation) => {
  const { flags, io, output } = invocation
  const home = resolve(io.cwd, flags.folder)
  requireEmpty(home)
  const framework = flags.framework ?? (await askForFramework(invocation))
  const files = startFiles(framework, home)
  for (const [path, text] of files) write(join(home, path), text)
  const paths = [...files.keys()]
  const next = [
    `cd ${flags.folder}`,
    'npm install',
    'npm test',
    ...('dev' in frameworks[framework].scripts ? ['npm run dev'] : []),
  ]
  output.result({ folder: home, framework, files: paths, next }, ({ bold, dim }) => [
    bold(`${flags.folder} receives callbacks: ${frameworks[framework].title}`),
    ...paths.map((path) => dim(`  ${path}`)),
    '',
    'Next, with Node 22.18 or newer:',
    ...next.map((line) => `  ${line}`),
  ])
  return 'ok'
}

/** Nothing of a user is overwritten. @throws `folder-in-use` */
function requireEmpty(folder: string): void {
  try {
    if (readdirSync(folder).length === 0) return
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return
    throw new CliError('folder-in-use', `${folder} cannot be read as a folder: ${code}.`)
  }
  throw new CliError('folder-in-use', `${folder} is not empty.`)
}

/** @throws `folder-in-use` */
function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    // `wx`: a file that came into being since the folder was looked at stays as it is.
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    throw new CliError('folder-in-use', `${file} cannot be written: ${(error as NodeJS.ErrnoException).code}.`)
  }
}

/** @throws `invalid-arguments`, `not-confirmed` */
async function askForFramework({ io }: Invocation<CreateFlags>): Promise<Framework> {
  const { stdin, stderr, signal } = io
  const names = Object.keys(frameworks) as Framework[]
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new CliError('invalid-arguments', `Which framework? Give --framework: ${names.join(', ')}.`)
  }
  const { select } = await import('@clack/prompts')
  const options = names.map((value) => ({ value, label: frameworks[value].title }))
  const answer = await select({ message: 'Which framework?', options, input: stdin, output: stderr, signal })
  if (typeof answer === 'symbol')
    throw new CliError('not-confirmed', 'No framework was chosen.', 'Nothing was written.')
  return answer
}
