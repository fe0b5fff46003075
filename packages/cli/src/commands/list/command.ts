import type { CommandDefinition } from '../command-definition.ts'
import { choice } from '../shared-flags.ts'
import type { ListFlags } from './list.ts'

/** `room-callbacks list` */
export const listCommand: CommandDefinition<ListFlags> = {
  usage: 'list',
  summary: 'Lists every command: phase, products, aliases, verdicts.',
  flags: {
    phase: choice(
      'Only commands that report (after), that ask (before), or whose answer holds data (answering).',
      'after',
      'before',
      'answering',
    ),
    family: { kind: 'text', describe: 'Only commands of a family: the part before the dot, such as Group.' },
    product: choice('Only those of a product.', 'conference', 'live', 'chat', 'call', 'rtc-engine'),
  },
  examples: [
    ['list --phase before', 'the commands whose answer decides'],
    ['list --family Group', 'what happens in groups'],
    ['list --json', 'everything that is known of them'],
  ],
  load: async () => (await import('./list.ts')).list,
}
