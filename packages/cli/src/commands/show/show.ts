import { callV1Samples, type SampleProduct, samples, sampleText } from '@room-callbacks/testing'
import { answerFieldsOf, type Field, fieldsOf } from '../../catalog/fields.ts'
import { type CatalogCommand, findCommand } from '../../catalog/find-command.ts'
import { CliError } from '../../errors/cli-error.ts'
import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'
import type { Run } from '../command-definition.ts'
import { factsOf } from '../list/list.ts'

const everySample = [...samples, ...callV1Samples]

/** What is shown. */
export interface ShowFlags {
  readonly command: string
  readonly product?: SampleProduct
  readonly variant?: string
}

/** Shows one command. */
export const show: Run<ShowFlags> = async ({ flags, output }) => {
  const command = findCommand(flags.command)
  const fields = fieldsOf(command)
  const sample = shownSample(command, flags)
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
function sampleProduct({ name }: CatalogCommand, product: SampleProduct | undefined): SampleProduct | undefined {
  const products = everySample.filter((sample) => sample.command === name).map((sample) => sample.product)
  if (product === undefined || products.includes(product)) return product
  throw new CliError(
    'invalid-arguments',
    `${product} prints no sample of ${name}.`,
    `Its sample is of ${products.join(', ')}.`,
  )
}

/** The sample that is meant. @throws `invalid-arguments` where there is none of that product, or of that shape */
export function shownSample(
  command: CatalogCommand,
  { product, variant }: { readonly product?: SampleProduct | undefined; readonly variant?: string | undefined },
): string {
  const chosen = sampleProduct(command, product)
  const shapes = everySample.filter(({ command: name }) => name === command.name)
  if (variant === undefined || shapes.some((sample) => sample.variant === variant)) {
    return sampleText(command.name, chosen, variant)
  }
  const variants = shapes.flatMap((sample) => sample.variant ?? [])
  throw new CliError(
    'invalid-arguments',
    `There is no sample "${variant}" of ${command.name}.`,
    variants.length > 0 ? `There are ${variants.join(', ')}.` : 'It has one sample alone: leave --variant out.',
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
  const { verdicts, platformDefault } = answer
  const held = answerFieldsOf(command).map(([field, description]) => ['Answer field', `${field}: ${description}`])
  if (phase === 'answering') return [...rows, ...held]
  return [
    ...rows,
    ['Verdicts', verdicts.join(', ')],
    ['Codes', codesIn(answer)],
    ...held,
    ['No answer', platformDefault === 'allow' ? 'it is let through' : 'it is blocked'],
  ]
}

function codesIn({ codes, eachOf }: NonNullable<CatalogCommand['answer']>): string {
  if (!codes) return '1 refuses'
  const range = `${codes[0]} to ${codes[1]}`
  if (eachOf !== undefined) return `of each user of ${eachOf}: 0 allows; ${range} refuse, and reach the client`
  return `1 refuses; ${range} are passed on to the client`
}

function row({ path, kind, words, required, description }: Field, { dim }: Colours): string[] {
  const listed = words.length > 0 ? ` ${words.join(', ')}.` : ''
  return [path, kind, required ? 'required' : dim('optional'), `${description}${listed}`]
}
