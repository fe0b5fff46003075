import { readFileSync } from 'node:fs'
import type { OptionRow } from '../src/checked-options/option-row.ts'
import type { CommandSource } from '../src/commands/command-source.ts'
import { errorTable } from '../src/errors/error-table.ts'
import { inboxOptionTable } from '../src/generated/inbox-options.ts'
import { optionTable } from '../src/generated/options.ts'
import { outcomes, type Success } from '../src/outcome.ts'
import type { Phase } from '../src/protocol/command.ts'
import { inboxEventMeanings, tracingMeanings } from './channel-tables.ts'
import { inboxEventMeaningsInChinese, successMeaningsInChinese, tracingMeaningsInChinese } from './chinese-meanings.ts'
import { answerFields, commandSources, families, type JsonSchema } from './command-sources.ts'
import { successMeanings } from './success-meanings.ts'
import { type Language, languageOf, type TableWords, tableWords } from './table-words.ts'

/** What writes the tables of a document, by their names in it. */
export type Tables = { readonly [name: string]: () => string }

/** A document with its tables made from the code: documentation that cannot lie. */
export function documentFile(path: string, tables: Tables = coreTables(languageOf(path))): string {
  let text = readFileSync(path, 'utf8')
  for (const [name, table] of Object.entries(tables)) {
    const section = new RegExp(`(<!-- generated: ${name} -->\n)[^]*?(<!-- /generated -->)`)
    text = text.replace(section, (_match, start: string, end: string) => `${start}\n${table()}\n\n${end}`)
  }
  return text
}

const coreTables = (language: Language): Tables => {
  const words = tableWords[language]
  const isChinese = language === 'zh'
  return {
    commands: () =>
      rows(
        words.commands,
        families.flatMap(({ name: family, sources }) =>
          sources.map(({ name, phase, aliases = [], answer, summary, documents }) => [
            [`[${code(name)}](commands/${family}.md#${anchorOf(name)})`, ...aliases.map(code)].join(
              `<br>${words.also}`,
            ),
            phaseCell(phase, words, answer?.verdicts),
            summary,
            documents.map(documentLink).join(words.comma),
          ]),
        ),
      ),
    families: () =>
      rows(
        words.families,
        [...new Set(commandSources.map(wildcardOf))].map((family) => {
          const own = commandSources.filter((source) => wildcardOf(source) === family)
          const count = (phase: Phase): string => String(own.filter((source) => source.phase === phase).length)
          return [code(family), String(own.length), count('before'), count('answering')]
        }),
      ),
    questions: () => questionRows(words),
    options: () => optionRows(optionTable, language),
    'inbox-options': () => optionRows(inboxOptionTable, language),
    'inbox-events': () =>
      rows(words.inboxEvents, meanings(isChinese ? inboxEventMeaningsInChinese : inboxEventMeanings)),
    'tracing-channels': () =>
      rows(words.tracingChannels, meanings(isChinese ? tracingMeaningsInChinese : tracingMeanings, 'room-callbacks:')),
    outcomes: () =>
      rows(
        words.outcomes,
        Object.entries(isChinese ? successMeaningsInChinese : successMeanings).map(([name, meaning]) => [
          code(name),
          String(outcomes[name as Success]),
          meaning,
        ]),
      ),
    errors: () =>
      rows(
        words.errors,
        Object.entries(errorTable).map(([name, { status, message, advice }]) => [
          code(name),
          status === undefined ? '' : String(status),
          message,
          advice,
        ]),
      ),
  }
}

/** The commands that ask first. */
const questionRows = (words: TableWords): string =>
  rows(
    words.questions,
    commandSources.flatMap(({ name, answer, phase }) => {
      if (phase !== 'before' || !answer) return []
      const { verdicts, codes, platformDefault } = answer
      const fields = answerFields(answer).flatMap(([, schema]) => Object.keys((schema as JsonSchema).properties ?? {}))
      return [
        [
          code(name),
          verdicts.map((verdict) => code(`${verdict}()`)).join(words.comma),
          codes ? words.codes(codes[0], codes[1]) : '',
          fields.map(code).join(words.comma),
          words.platformDefault[platformDefault],
        ],
      ]
    }),
  )

/** A document of Tencent by its number: `60733` of trtc.io, `269/1522` of the Chinese documents. */
export const documentLink = (number: string): string =>
  number.includes('/')
    ? `[${number}](https://cloud.tencent.com/document/product/${number})`
    : `[${number}](https://trtc.io/document/${number})`

/** The anchor of a heading that is a command word, as GitHub makes it. */
export const anchorOf = (name: string): string => name.toLowerCase().replaceAll('.', '')

/** What a handler for a whole family is registered under. */
const wildcardOf = ({ name }: CommandSource): string => `${name.split('.')[0]}.*`

function phaseCell(phase: Phase, { colon, comma }: TableWords, verdicts: readonly string[] = []): string {
  if (phase === 'after') return 'After'
  if (phase === 'answering') return `Answering${colon}${code('answer()')}`
  return `Before${colon}${verdicts.map((verdict) => code(`${verdict}()`)).join(comma)}`
}

/** A table of options. */
export const optionRows = (table: { readonly [option: string]: OptionRow }, language: Language): string =>
  rows(
    tableWords[language].options,
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
