import { readFileSync } from 'node:fs'
import type { OptionRow } from '../src/checked-options/option-row.ts'
import type { CommandSource } from '../src/commands/command-source.ts'
import { errorTable } from '../src/errors/error-table.ts'
import { inboxOptionTable } from '../src/generated/inbox-options.ts'
import { optionTable } from '../src/generated/options.ts'
import { outcomes, type Success } from '../src/outcome.ts'
import type { Phase } from '../src/protocol/command.ts'
import { inboxEventMeanings, tracingMeanings } from './channel-tables.ts'
import { answerFields, commandSources, families, type JsonSchema } from './command-sources.ts'
import { successMeanings } from './success-meanings.ts'

/** What writes the tables of a document, by their names in it. */
export type Tables = { readonly [name: string]: () => string }

/** A document with its tables made from the code: documentation that cannot lie. */
export function documentFile(path: string, tables: Tables = coreTables): string {
  let text = readFileSync(path, 'utf8')
  for (const [name, table] of Object.entries(tables)) {
    const section = new RegExp(`(<!-- generated: ${name} -->\n)[^]*?(<!-- /generated -->)`)
    text = text.replace(section, (_match, start: string, end: string) => `${start}\n${table()}\n\n${end}`)
  }
  return text
}

const coreTables: Tables = {
  commands: () =>
    rows(
      ['Command', 'Phase', 'What it tells', 'Documents'],
      families.flatMap(({ name: family, sources }) =>
        sources.map(({ name, phase, aliases = [], answer, summary, documents }) => [
          [`[${code(name)}](commands/${family}.md#${anchorOf(name)})`, ...aliases.map(code)].join('<br>also '),
          phaseCell(phase, answer?.verdicts),
          summary,
          documents.map(documentLink).join(', '),
        ]),
      ),
    ),
  families: () =>
    rows(
      ['Family', 'Commands', 'Of them ask first', 'Their answer holds data'],
      [...new Set(commandSources.map(wildcardOf))].map((family) => {
        const own = commandSources.filter((source) => wildcardOf(source) === family)
        const count = (phase: Phase): string => String(own.filter((source) => source.phase === phase).length)
        return [code(family), String(own.length), count('before'), count('answering')]
      }),
    ),
  questions: () =>
    rows(
      ['Command', 'Verdicts', 'Codes that the client sees', 'Fields of the answer', 'When nothing decides'],
      commandSources.flatMap(({ name, answer, phase }) => {
        if (phase !== 'before' || !answer) return []
        const { verdicts, codes, platformDefault } = answer
        const fields = answerFields(answer).flatMap(([, schema]) =>
          Object.keys((schema as JsonSchema).properties ?? {}),
        )
        return [
          [
            code(name),
            verdicts.map((verdict) => code(`${verdict}()`)).join(', '),
            codes ? `${codes[0]} to ${codes[1]}` : '',
            fields.map(code).join(', '),
            platformDefault === 'allow' ? 'it happens' : 'it is blocked',
          ],
        ]
      }),
    ),
  options: () => optionRows(optionTable),
  'inbox-options': () => optionRows(inboxOptionTable),
  'inbox-events': () => rows(['Type', 'Meaning'], meanings(inboxEventMeanings)),
  'tracing-channels': () => rows(['Channel', 'What runs inside'], meanings(tracingMeanings, 'room-callbacks:')),
  outcomes: () =>
    rows(
      ['Outcome', 'Status', 'Meaning'],
      Object.entries(successMeanings).map(([name, meaning]) => [
        code(name),
        String(outcomes[name as Success]),
        meaning,
      ]),
    ),
  errors: () =>
    rows(
      ['Code', 'Status', 'Meaning', 'What to do'],
      Object.entries(errorTable).map(([name, { status, message, advice }]) => [
        code(name),
        status === undefined ? '' : String(status),
        message,
        advice,
      ]),
    ),
}

/** A document of Tencent by its number: `60733` of trtc.io, `269/1522` of the Chinese documents. */
export const documentLink = (number: string): string =>
  number.includes('/')
    ? `[${number}](https://cloud.tencent.com/document/product/${number})`
    : `[${number}](https://trtc.io/document/${number})`

/** The anchor of a heading that is a command word, as GitHub makes it. */
export const anchorOf = (name: string): string => name.toLowerCase().replaceAll('.', '')

/** What a handler for a whole family is registered under. */
const wildcardOf = ({ name }: CommandSource): string => `${name.split('.')[0]}.*`

function phaseCell(phase: Phase, verdicts: readonly string[] = []): string {
  if (phase === 'after') return 'After'
  if (phase === 'answering') return `Answering: ${code('answer()')}`
  return `Before: ${verdicts.map((verdict) => code(`${verdict}()`)).join(', ')}`
}

/** A table of options. */
export const optionRows = (table: { readonly [option: string]: OptionRow }): string =>
  rows(
    ['Option', 'Type', 'Default', 'Meaning'],
    Object.entries(table).map(([name, { type, unit, default: value, description }]) => [
      code(name),
      code(type),
      value === undefined ? '' : `${value} ${unit ?? ''}`.trimEnd(),
      description,
    ]),
  )

const meanings = (table: { readonly [name: string]: string }, prefix = ''): string[][] =>
  Object.entries(table).map(([name, meaning]) => [code(prefix + name), meaning])

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}
