import type { ArgumentDefinitions, NumberDefinition } from '../commands/command-definition.ts'
import { CliError } from '../errors/cli-error.ts'

/** Checks what the parser lets pass: a flag given twice, and numbers. @throws `invalid-arguments` */
export function checkArguments(definitions: ArgumentDefinitions, argv: { readonly [name: string]: unknown }): void {
  for (const [name, definition] of Object.entries(definitions)) {
    const value = argv[name]
    if (Array.isArray(value) && definition.kind !== 'texts') {
      throw new CliError('invalid-arguments', `--${name} was given more than once.`)
    }
    if (definition.kind === 'number') checkNumber(name, value, definition)
  }
}

function checkNumber(name: string, value: unknown, { minimum, maximum }: NumberDefinition): void {
  const isRight = Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
  if (isRight) return
  throw new CliError('invalid-arguments', `--${name} is not a whole number, ${minimum} to ${maximum}.`)
}
