import type { CommandDefinition } from '../command-definition.ts'
import { allowRemoteFlag, timeoutFlag } from '../shared-flags.ts'
import type { SimulateFlags } from './simulate.ts'

/** `room-callbacks simulate` */
export const simulateCommand: CommandDefinition<SimulateFlags> = {
  usage: 'simulate',
  summary: 'Plays many rooms at once against a receiver, and measures its answers.',
  settings: ['url', 'sdkAppId', 'token'],
  flags: {
    rooms: {
      kind: 'number',
      describe: 'How many rooms there are at a time.',
      default: 10,
      minimum: 1,
      maximum: 100_000,
    },
    rate: { kind: 'number', describe: 'Callbacks a second.', default: 100, minimum: 1, maximum: 100_000 },
    duration: {
      kind: 'number',
      describe: 'How long callbacks are sent. Unit: s.',
      default: 10,
      minimum: 1,
      maximum: 86_400,
    },
    seed: {
      kind: 'number',
      describe: 'The same seed plays the same rooms.',
      default: 1,
      minimum: 0,
      maximum: 4_294_967_295,
    },
    timeout: timeoutFlag,
    'allow-remote': allowRemoteFlag,
  },
  examples: [
    ['simulate --url http://localhost:3000 --rooms 50 --rate 500', '500 callbacks a second for 10 s'],
    ['simulate --duration 60 --seed 7 --json', 'one JSON document with the figures'],
  ],
  load: async () => (await import('./simulate.ts')).simulate,
}
