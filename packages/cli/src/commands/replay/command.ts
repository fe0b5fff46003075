import type { CommandDefinition } from '../command-definition.ts'
import { timeoutFlag } from '../shared-flags.ts'
import type { ReplayFlags } from './replay.ts'

/** `room-callbacks replay` */
export const replayCommand: CommandDefinition<ReplayFlags> = {
  usage: 'replay <file>',
  summary: 'Sends recorded callbacks again, in their order, signed now.',
  positionals: {
    file: {
      kind: 'text',
      describe: 'An export of the inspector, what `listen --json` wrote, or a packet a line; - reads stdin.',
    },
  },
  settings: ['url', 'sdkAppId', 'token', 'key'],
  flags: {
    only: { kind: 'texts', describe: 'Only this command; may be given several times.' },
    timeout: timeoutFlag,
  },
  examples: [
    ['replay evening.jsonl --url http://localhost:3000', 'everything that `listen --json` recorded'],
    ['replay export.json --only Live.CallbackBeforeSendGift', 'the gifts of an export'],
  ],
  load: async () => (await import('./replay.ts')).replay,
}
