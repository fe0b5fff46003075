import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { answerFieldsOf, type Field, fieldsOf } from '../packages/cli/src/catalog/fields.ts'
import { type CatalogCommand, catalog } from '../packages/cli/src/catalog/find-command.ts'
import { anchorOf, documentLink } from '../packages/core/scripts/markdown-tables.ts'
import type { Language } from '../packages/core/scripts/table-words.ts'
import { callV1Samples, samples, sampleText } from '../packages/testing/src/samples.ts'
import { pageWords } from './command-page-words.ts'

// Writes docs/reference/commands and docs/zh/reference/commands: a page for each family, with the fields and the samples of its
// commands. With --check it only compares, for CI.
const check = process.argv.includes('--check')
const everySample = [...samples, ...callV1Samples]
const folders: { readonly [language in Language]: string } = {
  en: 'docs/reference/commands',
  zh: 'docs/zh/reference/commands',
}

function stale(path: string): void {
  process.exitCode = 1
  console.error(`${path} is stale: run npm run generate`)
}

function read(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** The page of a family. */
function page(language: Language, family: string, commands: readonly CatalogCommand[]): string {
  const { introduction, titles, comma, colon } = pageWords[language]
  const words = [...new Set(commands.map(({ name }) => `\`${name.split('.')[0]}.*\``))].join(comma)
  const list = commands.map(({ name, summary }) => `- [\`${name}\`](#${anchorOf(name)})${colon}${summary}`)
  const title = titles[family] ?? `${family.charAt(0).toUpperCase()}${family.slice(1)}`
  return [`# ${title}`, introduction(words), list.join('\n')]
    .concat(commands.map((command) => section(language, command)))
    .join('\n\n')
    .concat('\n')
}

function section(language: Language, command: CatalogCommand): string {
  const { name, summary } = command
  return [
    `## ${name}`,
    summary,
    facts(language, command),
    fieldTable(language, fieldsOf(command)),
    ...everySample.filter((sample) => sample.command === name).map((sample) => sampleBlock(language, sample)),
  ].join('\n\n')
}

function facts(language: Language, command: CatalogCommand): string {
  const words = pageWords[language]
  const { phase, products, documents, aliases, answer, orderKey } = command
  const lines = [
    words.phases[phase],
    words.products(products.join(words.comma)),
    words.documents(documents.map(documentLink).join(words.comma)),
  ]
  if (aliases.length > 0) lines.push(words.aliases(aliases.map((alias) => `\`${alias}\``).join(words.comma)))
  if (answer && phase === 'before') {
    const { verdicts, codes, platformDefault } = answer
    lines.push(words.verdicts(verdicts.map((verdict) => `\`${verdict}()\``).join(words.comma)))
    if (codes) lines.push(words.codes(codes[0], codes[1]))
    lines.push(words.platformDefault[platformDefault])
  }
  for (const [field, text] of answer ? answerFieldsOf(command) : []) lines.push(words.answerField(field, text))
  if (orderKey) lines.push(words.orderKey(words.orderKinds[orderKey.kind] ?? orderKey.kind))
  return lines.map((line) => `- ${line}`).join('\n')
}

function fieldTable(language: Language, fields: readonly Field[]): string {
  const { fields: head, yes, listed } = pageWords[language]
  const rows = fields.map(({ path, kind, words, required, description }) => {
    const text = words.length > 0 ? listed(words.map((word) => `\`${word}\``).join(', ')) : ''
    return `| \`${path}\` | ${kindIn(language, kind)} | ${required ? yes : ''} | ${cell(description)}${text} |`
  })
  return [`| ${head.join(' | ')} |`, '| --- | --- | --- | --- |', ...rows].join('\n')
}

function kindIn(language: Language, kind: string): string {
  const { kinds, listOf } = pageWords[language]
  const [, item] = /^list of (.*)$/.exec(kind) ?? []
  return item === undefined ? (kinds[kind] ?? kind) : listOf(kindIn(language, item))
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')

function sampleBlock(language: Language, { command, product, variant }: (typeof everySample)[number]): string {
  const text = sampleText(command, product, variant).trimEnd()
  return `${pageWords[language].sample(product, variant)}\n\n\`\`\`json\n${text}\n\`\`\``
}

const families = [...new Set(catalog.map(({ family }) => family))]
for (const language of ['en', 'zh'] as const) {
  const folder = new URL(`../${folders[language]}/`, import.meta.url)
  mkdirSync(folder, { recursive: true })
  const commandsOf = (family: string): CatalogCommand[] => catalog.filter((command) => command.family === family)
  const pages = new Map(families.map((family) => [`${family}.md`, page(language, family, commandsOf(family))]))
  for (const [name, text] of pages) {
    const file = new URL(name, folder)
    if (!check) writeFileSync(file, text)
    else if (read(file) !== text) stale(`${folders[language]}/${name}`)
  }
  for (const name of readdirSync(folder).filter((name) => !pages.has(name))) {
    if (!check) rmSync(new URL(name, folder))
    else stale(`${folders[language]}/${name}`)
  }
}
