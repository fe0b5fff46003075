import { type SampleProduct, samples, sampleText } from '@room-callbacks/testing'
import { type Field, fieldsOf } from '../../catalog/fields.ts'
import { type CatalogCommand, findCommand } from '../../catalog/find-command.ts'
import { CliError } from '../../errors/cli-error.ts'
import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'
import type { Run } from '../command-definition.ts'
import { factsOf } from '../list/list.ts'

/** What is shown. */
export interface ShowFlags {
  readonly command: string
  readonly product?: SampleProduct
}

/** Shows one command. */
export const show: Run<ShowFlags> = async ({ flags, output }) => {
  const command = findCommand(flags.command)
  const fields = fieldsOf(command)
  const sample = sampleText(command.name, sampleProduct(command, flags.product))
  output.result({ ...factsOf(command), fields, sample: sample.trimEnd() }, (colours) => [
    colours.bold(command.name),
    command.summary,
    '',
    ...tableLines(facts(command)),
    '',
    ...tableLines(fields.map((field) => row(field, colours))),
    '',
    ...sample.trimEnd().split('\n'),
  ])
  return 'ok'
}

/** The product whose sample is meant. @throws `invalid-arguments` where it prints none */
export function sampleProduct({ name }: CatalogCommand, product: SampleProduct | undefined): SampleProduct | undefined {
  const products = samples.filter((sample) => sample.command === name).map((sample) => sample.product)
  if (product === undefined || products.includes(product)) return product
  throw new CliError(
    'invalid-arguments',
    `${product} prints no sample of ${name}.`,
    `Its sample is of ${products.join(', ')}.`,
  )
}

const phaseTexts = {
  after: 'after: it has happened',
  before: 'before: the answer decides',
  answering: 'answering: the platform uses what the answer holds',
} as const

function facts(command: CatalogCommand): string[][] {
  const { products, aliases, documents, phase, answer } = command
  const rows = [
    ['Phase', phaseTexts[phase]],
    ['Products', products.join(', ')],
    ['Documents', documents.join(', ')],
  ]
  if (aliases.length > 0) rows.push(['Also written', aliases.join(', ')])
  if (!answer) return rows
  const { verdicts, codes, platformDefault } = answer
  return [
    ...rows,
    ['Verdicts', verdicts.join(', ')],
    ['Codes', codes ? `1 refuses; ${codes[0]} to ${codes[1]} are passed on to the client` : '1 refuses'],
    ['No answer', platformDefault === 'allow' ? 'it is let through' : 'it is blocked'],
  ]
}

function row({ path, kind, words, required, description }: Field, { dim }: Colours): string[] {
  const listed = words.length > 0 ? ` ${words.join(', ')}.` : ''
  return [path, kind, required ? 'required' : dim('optional'), `${description}${listed}`]
}
