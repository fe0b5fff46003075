import { didYouMean } from '@room-callbacks/core'
import yargs, { type Argv, type Options } from 'yargs'
import type {
  ArgumentDefinition,
  ArgumentDefinitions,
  CommandDefinition,
  TextDefinition,
} from '../commands/command-definition.ts'
import { completionSummary } from '../commands/definitions.ts'
import { CliError } from '../errors/cli-error.ts'
import { refuseToRepeatSecrets } from '../settings/refuse-secrets.ts'
import { settingTable } from '../settings/setting-table.ts'
import { version } from '../version.ts'
import { completer } from './completion.ts'

/** Runs a command that the command line names. */
export type Start = (definition: CommandDefinition, argv: { readonly [name: string]: unknown }) => Promise<void>

const everywhere: ArgumentDefinitions = {
  json: { kind: 'switch', describe: 'Writes JSON to stdout: one document, or one a line.' },
  config: { kind: 'text', describe: 'The config file. Otherwise ROOM_CALLBACKS_CONFIG, or the nearest one.' },
}

/** What a parser is made of. */
export interface ParserParts {
  readonly argv: readonly string[]
  readonly definitions: readonly CommandDefinition[]
  /** How wide the help may be. Unit: characters. */
  readonly columns: number
  /** The command words that a shell may be offered. */
  readonly words: readonly string[]
  readonly start: Start
}

/** The parser of the whole command line. It neither ends the process nor writes to its streams. */
export function makeParser({ argv, definitions, columns, words, start }: ParserParts): Argv {
  const parser = yargs([...argv])
    .scriptName('room-callbacks')
    .usage('$0 <command>\n\nTencent RTC room callbacks: configure, send, simulate, receive and replay them.')
    .locale('en')
    .parserConfiguration({ 'dot-notation': false, 'parse-positional-numbers': false })
    .options(optionsOf(everywhere))
    .fail((message) => refuse(message, argv, definitions))
    .strict()
    .demandCommand(1, 'Which command?')
    .recommendCommands()
    .wrap(Math.min(100, columns))
    .help()
    .version(version())
    .epilogue('Secrets are read from the environment or the config file, never from the command line.')
  for (const definition of definitions.filter(({ usage }) => groupOf(usage) === undefined))
    add(parser, definition, start)
  for (const [name, summary] of Object.entries(groups)) {
    const nested = definitions.filter(({ usage }) => groupOf(usage) === name)
    parser.command(name, summary, (group) => {
      for (const definition of nested) {
        add(group, { ...definition, usage: definition.usage.slice(name.length + 1) }, start)
      }
      return group.demandCommand(1, 'Which action?')
    })
  }
  // Last, as it is in --help.
  return parser.completion('completion', completionSummary, completer(words))
}

/** Commands that have actions. */
const groups: { readonly [name: string]: string } = {
  config: 'Reads and changes what the platform has configured.',
  inbox: 'Looks into the store of an inbox, and gives dead letters new attempts.',
}

// A lone dash, which stands for stdin, arrives here as nothing.
const orDash = (value: string | undefined): string | undefined => (value === '' ? '-' : value)

/** Called with what is wrong with the command line; what a command throws does not come here. */
function refuse(message: string, argv: readonly string[], definitions: readonly CommandDefinition[]): never {
  refuseToRepeatSecrets(message, argv)
  const [, unknown] = /^Unknown arguments?: ([^,]+)/.exec(message) ?? []
  const isFlag = unknown !== undefined && argv.some((argument) => argument.startsWith(`--${unknown}`))
  const meant = isFlag ? didYouMean(`--${unknown}`, flagsOf(definitions)) : ''
  throw new CliError('invalid-arguments', `${message.replaceAll(/\s*\n\s*/g, ' ')}${meant && `.${meant}`}`)
}

const flagsOf = (definitions: readonly CommandDefinition[]): string[] =>
  [everywhere, ...definitions.map(argumentsOf)].flatMap((known) => Object.keys(known)).map((name) => `--${name}`)

const groupOf = (usage: string): string | undefined => Object.keys(groups).find((name) => usage.startsWith(`${name} `))

function add(parser: Argv, definition: CommandDefinition, start: Start): void {
  parser.command(
    definition.usage,
    definition.summary,
    (command) => {
      for (const [name, argument] of Object.entries(definition.positionals ?? {})) {
        const { describe } = argument
        command.positional(name, { type: 'string', coerce: orDash, ...choicesOf(argument), describe })
      }
      command.options(optionsOf(argumentsOf(definition)))
      for (const [commandLine, what] of definition.examples) command.example(`$0 ${commandLine}`, what)
      return command
    },
    (argv) => start(definition, argv),
  )
}

/** Every flag of a command, those of its settings included. */
export function argumentsOf({ settings = [], flags = {} }: CommandDefinition): ArgumentDefinitions {
  const ofSettings = settings.flatMap((name): [string, ArgumentDefinition][] => {
    const { flag, description, variable, default: value } = settingTable[name]
    const describe = `${description} Otherwise ${variable}, the config file${value ? `, or ${value}` : ''}.`
    return flag ? [[flag, { kind: 'text', describe }]] : []
  })
  return { ...Object.fromEntries(ofSettings), ...flags }
}

function optionsOf(definitions: ArgumentDefinitions): { [name: string]: Options } {
  return Object.fromEntries(Object.entries(definitions).map(([name, argument]) => [name, optionOf(argument)]))
}

function optionOf(argument: ArgumentDefinition): Options {
  const { kind, describe } = argument
  if (kind === 'number') return { describe, default: argument.default, type: 'number', requiresArg: true }
  const { default: value, required = false } = argument
  const shared = { describe, demandOption: required, ...choicesOf(argument), ...(value && { default: value }) }
  if (kind === 'switch') return { ...shared, type: 'boolean' }
  return { ...shared, type: 'string', requiresArg: true, ...(kind === 'texts' && { array: true, nargs: 1 }) }
}

const choicesOf = ({ choices }: TextDefinition): Pick<Options, 'choices'> => (choices ? { choices } : {})
