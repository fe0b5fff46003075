import type { CallbackConfiguration } from '@room-callbacks/client'
import type { Colours } from '../../print/colours.ts'

/** What becomes of a configuration, line by line; `null` where there is none. */
export function diffLines(
  product: string,
  before: CallbackConfiguration | null,
  after: CallbackConfiguration | null,
  { bold, red, green }: Colours,
): string[] {
  const had = linesOf(before)
  const has = linesOf(after)
  return [
    bold(product),
    ...had.filter((line) => !has.includes(line)).map((line) => red(`- ${line}`)),
    ...has.map((line) => (had.includes(line) ? `  ${line}` : green(`+ ${line}`))),
  ]
}

const linesOf = (configuration: CallbackConfiguration | null): string[] =>
  configuration ? [configuration.Url, ...[...configuration.CallbackCommandList].sort()] : []
