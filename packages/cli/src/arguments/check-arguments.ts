import type { ArgumentDefinition, ArgumentDefinitions } from '../commands/command-definition.ts'
import { CliError } from '../errors/cli-error.ts'

/** Checks what the parser lets pass: a flag given twice, and numbers. @throws `invalid-arguments` */
export function checkArguments(definitions: ArgumentDefinitions, argv: { readonly [name: string]: unknown }): void {
  for (const [name, definition] of Object.entries(definitions)) {
    const value = argv[name]
    if (Array.isArray(value) && definition.kind !== 'texts') {
      throw new CliError('invalid-arguments', `--${name} was given more than once.`)
    }
    if (definition.kind === 'number' && value !== undefined) checkNumber(name, value as number, definition)
  }
}

function checkNumber(name: string, value: number, { minimum = 0, maximum = Infinity }: ArgumentDefinition): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return
  const range = maximum === Infinity ? `${minimum} or more` : `${minimum} to ${maximum}`
  throw new CliError('invalid-arguments', `--${name} is not a whole number, ${range}.`)
}
