import type { CommandDefinition } from '../command-definition.ts'
import { bodyFlag, hostFlag, portFlag, timeoutFlag } from '../shared-flags.ts'
import type { ForwardFlags } from './forward.ts'

/** `room-callbacks forward` */
export const forwardCommand: CommandDefinition<ForwardFlags> = {
  usage: 'forward',
  summary: 'Receives, validates and prints callbacks, and passes each on as it came.',
  settings: ['sdkAppId', 'token', 'key'],
  flags: {
    to: {
      kind: 'text',
      describe: 'The URL that gets every request, refused ones too. Its answer is passed back.',
      required: true,
    },
    port: portFlag,
    host: hostFlag,
    timeout: timeoutFlag,
    body: bodyFlag,
    'trust-proxy': {
      kind: 'switch',
      describe:
        'Passes on what X-Forwarded-For and the like say of the caller. Only behind a tunnel that overwrites what strangers write there.',
    },
  },
  examples: [['forward --to http://localhost:8080/tencent --port 3000', 'between a tunnel and your server']],
  load: async () => (await import('./forward.ts')).forward,
}
