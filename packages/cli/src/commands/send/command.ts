import type { CommandDefinition } from '../command-definition.ts'
import { productFlag, timeoutFlag, variantFlag } from '../shared-flags.ts'
import type { SendFlags } from './send.ts'

/** `room-callbacks send` */
export const sendCommand: CommandDefinition<SendFlags> = {
  usage: 'send <command>',
  summary: 'Sends a callback, as Tencent would, and says what the answer means.',
  positionals: { command: { kind: 'text', describe: 'A command word or an alias, in any case.' } },
  settings: ['url', 'sdkAppId', 'token', 'key'],
  flags: {
    set: { kind: 'texts', describe: 'path=value: sets a field. The value is JSON, or else text.' },
    unset: { kind: 'texts', describe: 'Removes a field.' },
    file: { kind: 'text', describe: 'The body, byte for byte, instead of the documented sample; - reads stdin.' },
    product: productFlag,
    variant: variantFlag,
    repeat: { kind: 'number', describe: 'How many callbacks are sent.', default: 1, minimum: 1, maximum: 100_000 },
    duplicate: { kind: 'switch', describe: 'Sends each callback twice, as a retry of the platform does.' },
    stale: { kind: 'switch', describe: 'Signs it with the time of an hour ago. Not for events of RTC Engine.' },
    'bad-sign': { kind: 'switch', describe: 'Signs it with another token, or another key.' },
    timeout: timeoutFlag,
  },
  examples: [
    ['send Room.CallbackAfterCreateRoom --url http://localhost:3000', 'the documented sample, now'],
    ['send Live.CallbackBeforeSendGift --set GiftWater.Count=100', 'a gift that may be refused'],
    ['send Live.CallbackAfterCreateRoom --repeat 10 --duplicate', 'ten rooms, each told twice'],
    ['send Room.CallbackAfterCreateRoom --bad-sign', 'a forgery'],
    ['send RtcEngine.EVENT_TYPE_ENTER_ROOM', 'an event of RTC Engine, signed with the key'],
  ],
  load: async () => (await import('./send.ts')).send,
}
