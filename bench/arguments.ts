import { parseArgs } from 'node:util'

/** What was asked for on the command line. */
export interface Arguments {
  readonly subject: string
  readonly rounds: number
  /** Names of contestants; empty means all. */
  readonly only: readonly string[]
  readonly quick: boolean
  /** The Node that runs all of it, if not this one. */
  readonly node: string | undefined
  readonly format: 'text' | 'markdown' | 'json'
}

/** @throws TypeError, RangeError */
export function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      only: { type: 'string' },
      node: { type: 'string' },
      quick: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5))
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds takes a number from 1.')
  return {
    subject: positionals[0] ?? 'compare',
    rounds,
    only: values.only?.split(',') ?? [],
    quick: values.quick,
    node: values.node,
    format: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
  }
}
