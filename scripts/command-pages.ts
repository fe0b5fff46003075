import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { answerFieldsOf, type Field, fieldsOf } from '../packages/cli/src/catalog/fields.ts'
import { type CatalogCommand, catalog } from '../packages/cli/src/catalog/find-command.ts'
import { anchorOf, documentLink } from '../packages/core/scripts/markdown-tables.ts'
import { callV1Samples, samples, sampleText } from '../packages/testing/src/samples.ts'

// Writes docs/reference/commands: a page for each family, with the fields and the samples of its commands. With --check it only
// compares, for CI.
const folder = new URL('../docs/reference/commands/', import.meta.url)
const check = process.argv.includes('--check')
const everySample = [...samples, ...callV1Samples]

const phases = {
  after: 'After: it has happened, and the answer changes nothing.',
  before: 'Before: the answer decides.',
  answering: 'Answering: the platform uses the data in the answer.',
} as const

function stale(name: string): void {
  process.exitCode = 1
  console.error(`docs/reference/commands/${name} is stale: run npm run generate`)
}

function read(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** The page of a family. */
function page(family: string, commands: readonly CatalogCommand[]): string {
  const words = [...new Set(commands.map(({ name }) => `\`${name.split('.')[0]}.*\``))].join(', ')
  const list = commands.map(({ name, summary }) => `- [\`${name}\`](#${anchorOf(name)}): ${summary}`)
  return [`# ${titleOf(family)}`, `${words}, from the code. [All commands](../commands.md)`, list.join('\n')]
    .concat(commands.map(section))
    .join('\n\n')
    .concat('\n')
}

const titleOf = (family: string): string =>
  ({
    'call-v1': 'Call v1',
    c2c: 'C2C',
    'rtc-engine': 'RTC Engine',
    sns: 'Sns',
    'official-account': 'Official account',
  })[family] ?? `${family.charAt(0).toUpperCase()}${family.slice(1)}`

function section(command: CatalogCommand): string {
  const { name, summary } = command
  return [
    `## ${name}`,
    summary,
    facts(command),
    fieldTable(fieldsOf(command)),
    ...everySample.filter((sample) => sample.command === name).map(sampleBlock),
  ].join('\n\n')
}

function facts(command: CatalogCommand): string {
  const { phase, products, documents, aliases, answer, orderKey } = command
  const lines = [
    phases[phase],
    `Products: ${products.join(', ')}.`,
    `Documents: ${documents.map(documentLink).join(', ')}.`,
  ]
  if (aliases.length > 0) lines.push(`Also written: ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`)
  if (answer && phase === 'before') {
    const { verdicts, codes, platformDefault } = answer
    lines.push(`Verdicts: ${verdicts.map((verdict) => `\`${verdict}()\``).join(', ')}.`)
    if (codes) lines.push(`Codes that the client sees: ${codes[0]} to ${codes[1]}.`)
    lines.push(`Without an answer: ${platformDefault === 'allow' ? 'it happens' : 'it is blocked'}.`)
  }
  for (const [field, text] of answer ? answerFieldsOf(command) : [])
    lines.push(`Field of the answer: \`${field}\`, ${text}`)
  if (orderKey) lines.push(`With \`order: 'key'\` it is ordered by: ${orderKey.kind}.`)
  return lines.map((line) => `- ${line}`).join('\n')
}

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map(({ path, kind, words, required, description }) => {
    const listed = words.length > 0 ? ` ${words.map((word) => `\`${word}\``).join(', ')}.` : ''
    return `| \`${path}\` | ${kind} | ${required ? 'yes' : ''} | ${cell(description)}${listed} |`
  })
  return ['| Field | Type | Always there | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')

function sampleBlock({ command, product, variant }: (typeof everySample)[number]): string {
  const text = sampleText(command, product, variant).trimEnd()
  return `Sample, ${product}${variant ? ` (${variant})` : ''}:\n\n\`\`\`json\n${text}\n\`\`\``
}

const families = [...new Set(catalog.map(({ family }) => family))]
const pages = new Map(
  families.map((family) => [
    `${family}.md`,
    page(
      family,
      catalog.filter((command) => command.family === family),
    ),
  ]),
)

mkdirSync(folder, { recursive: true })
for (const [name, text] of pages) {
  const file = new URL(name, folder)
  if (!check) writeFileSync(file, text)
  else if (read(file) !== text) stale(name)
}
for (const name of readdirSync(folder).filter((name) => !pages.has(name))) {
  if (!check) rmSync(new URL(name, folder))
  else stale(name)
}
