import type { CommandDefinition } from '../command-definition.ts'
import type { CreateFlags } from './create.ts'
import { frameworks } from './frameworks.ts'

/** `room-callbacks create` */
export const createCommand: CommandDefinition<CreateFlags> = {
  usage: 'create <folder>',
  summary: 'Writes a receiver in TypeScript with its tests into a new folder.',
  positionals: { folder: { kind: 'text', describe: 'The folder. It is made, or must be empty.' } },
  flags: {
    framework: {
      kind: 'text',
      describe: 'The framework. Without it, the command asks at a terminal.',
      choices: Object.keys(frameworks),
    },
  },
  examples: [
    ['create my-callbacks', 'asks for the framework'],
    ['create my-callbacks --framework express', 'asks nothing'],
  ],
  load: async () => (await import('./create.ts')).create,
}
