import type { CommandDefinition } from '../command-definition.ts'
import { productFlag, variantFlag } from '../shared-flags.ts'
import type { ShowFlags } from './show.ts'

/** `room-callbacks show` */
export const showCommand: CommandDefinition<ShowFlags> = {
  usage: 'show <command>',
  summary: 'Shows one command: fields, verdicts, sample.',
  positionals: { command: { kind: 'text', describe: 'A command word or an alias, in any case.' } },
  flags: { product: productFlag, variant: variantFlag },
  examples: [['show Live.CallbackBeforeSendGift', 'what arrives, and what may be answered']],
  load: async () => (await import('./show.ts')).show,
}
