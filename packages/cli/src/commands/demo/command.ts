import type { CommandDefinition } from '../command-definition.ts'
import type { DemoFlags } from './demo.ts'

/** `room-callbacks demo` */
export const demoCommand: CommandDefinition<DemoFlags> = {
  usage: 'demo',
  summary: 'Runs a demo without an account: a receiver, a simulated platform and the inspector, on this machine.',
  flags: {
    once: { kind: 'switch', describe: 'Ends after the last scenario.' },
    pace: {
      kind: 'number',
      describe: 'The pause between two steps. Unit: ms.',
      default: 600,
      minimum: 0,
      maximum: 60_000,
    },
    port: {
      kind: 'number',
      describe: 'The port to listen on; 0 takes any that is free.',
      default: 0,
      minimum: 0,
      maximum: 65_535,
    },
  },
  examples: [
    ['demo', 'plays, and stays up so that you can look around in the inspector'],
    ['demo --once --pace 0', 'plays without pauses and ends, for a script'],
  ],
  load: async () => (await import('./demo.ts')).demo,
}
