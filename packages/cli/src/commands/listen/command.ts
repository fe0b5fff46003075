import type { CommandDefinition } from '../command-definition.ts'
import { bodyFlag, fallbackFlag, hostFlag, portFlag } from '../shared-flags.ts'
import type { ListenFlags } from './listen.ts'

/** `room-callbacks listen` */
export const listenCommand: CommandDefinition<ListenFlags> = {
  usage: 'listen',
  summary: 'Receives callbacks, validates and prints each.',
  settings: ['sdkAppId', 'token', 'key'],
  flags: { port: portFlag, host: hostFlag, fallback: fallbackFlag, body: bodyFlag },
  examples: [
    ['listen --port 3000', 'what arrives, and in what it differs from the documentation'],
    ['listen --port 3000 --body', 'the same with the bodies'],
    ['listen --json > evening.jsonl', 'keeps it for `replay`'],
  ],
  load: async () => (await import('./listen.ts')).listen,
}
