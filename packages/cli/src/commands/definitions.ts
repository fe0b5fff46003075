import type { CommandDefinition } from './command-definition.ts'
import { configCommands } from './config/command.ts'
import { createCommand } from './create/command.ts'
import { demoCommand } from './demo/command.ts'
import { doctorCommand } from './doctor/command.ts'
import { forwardCommand } from './forward/command.ts'
import { inboxCommands } from './inbox/command.ts'
import { listCommand } from './list/command.ts'
import { listenCommand } from './listen/command.ts'
import { replayCommand } from './replay/command.ts'
import { sendCommand } from './send/command.ts'
import { showCommand } from './show/command.ts'
import { simulateCommand } from './simulate/command.ts'

/** Every command, in the order of --help. */
export const definitions: readonly CommandDefinition[] = [
  demoCommand,
  createCommand,
  listCommand,
  showCommand,
  sendCommand,
  simulateCommand,
  listenCommand,
  forwardCommand,
  replayCommand,
  doctorCommand,
  ...configCommands,
  ...inboxCommands,
]

/** Of the one command that the parser brings along. */
export const completionSummary = 'Prints a script for bash, zsh or fish that completes command lines.'
