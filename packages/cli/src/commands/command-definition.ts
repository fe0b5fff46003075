import type { ExitName } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import type { Output } from '../print/output.ts'
import type { SettingName } from '../settings/setting-table.ts'
import type { Settings } from '../settings/settings.ts'

/** A flag of text, or one that is there or not. `texts` may be given several times. */
export interface TextDefinition {
  readonly kind: 'text' | 'texts' | 'switch'
  readonly describe: string
  readonly choices?: readonly string[]
  readonly default?: string
  readonly required?: boolean
}

/** A flag of a whole number. */
export interface NumberDefinition {
  readonly kind: 'number'
  readonly describe: string
  readonly minimum: number
  readonly maximum: number
  readonly default: number
}

/** A flag, or an argument without one. */
export type ArgumentDefinition = TextDefinition | NumberDefinition

/** Arguments by their names, in kebab-case. */
export interface ArgumentDefinitions {
  readonly [name: string]: ArgumentDefinition
}

/** One run of a command. */
export interface Invocation<Flags> {
  /** What the command line says, by names in camelCase. */
  readonly flags: Flags
  readonly settings: Settings
  readonly io: Io
  readonly output: Output
}

/** Does what a command is for, and says how it ended. */
export type Run<Flags> = (invocation: Invocation<Flags>) => Promise<ExitName>

/** What is known of a command before it runs: enough for --help, the completion and the documentation. */
export interface CommandDefinition<Flags = never> {
  /** The name, and the arguments in their order. */
  readonly usage: string
  readonly summary: string
  readonly positionals?: { readonly [name: string]: TextDefinition }
  /** The settings that it reads; those that are no secrets are flags too. */
  readonly settings?: readonly SettingName[]
  readonly flags?: ArgumentDefinitions
  readonly examples: readonly (readonly [commandLine: string, what: string])[]
  /** Loads the code, which no other command needs to wait for. */
  readonly load: () => Promise<Run<Flags>>
}
