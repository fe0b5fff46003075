import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AnswerSource, CommandSource } from '../src/commands/command-source.ts'

/** A part of a document that is published as JSON. */
export interface JsonSchema {
  readonly properties?: { readonly [field: string]: unknown }
  readonly [keyword: string]: unknown
}

/** The commands of one folder. */
export interface Family {
  /** The name of the folder. */
  readonly name: string
  readonly sources: readonly CommandSource[]
}

const folder = fileURLToPath(new URL('../src/commands/', import.meta.url))
// A command word has a dot; the other files hold what several commands share.
const commandFile = /^([^.]+\.[^.]+)\.ts$/

/** All families, each with its commands in alphabetical order. */
export const families: readonly Family[] = await Promise.all(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map(async (name) => ({ name, sources: await sourcesOf(name) })),
)

/** All commands. */
export const commandSources: readonly CommandSource[] = families.flatMap(({ sources }) => sources)

async function sourcesOf(family: string): Promise<CommandSource[]> {
  const words = readdirSync(folder + family)
    .map((file) => commandFile.exec(file)?.[1])
    .filter((word) => word !== undefined)
    .sort()
  return Promise.all(words.map((word) => sourceOf(family, word)))
}

async function sourceOf(family: string, word: string): Promise<CommandSource> {
  const { command } = (await import(`${folder}${family}/${word}.ts`)) as { command?: CommandSource }
  if (command?.name !== word) throw new Error(`${family}/${word}.ts does not export the command ${word}.`)
  if ((command.phase === 'after') !== (command.answer === undefined)) {
    throw new Error(`${word}: a Before or answering command has the rules of its answer, an After command none.`)
  }
  return command
}

/** The schemas of what answers hold beside their verdicts, with the kind of each. */
export const answerFields = (answer: AnswerSource | undefined) =>
  Object.entries(answer?.fields ?? {}) as [
    'allow' | 'replace' | 'answer',
    NonNullable<typeof answer>['fields'] & object,
  ][]
