import type { CommandDefinition } from '../command-definition.ts'
import type { ListFlags } from './list.ts'

/** `room-callbacks list` */
export const listCommand: CommandDefinition<ListFlags> = {
  usage: 'list',
  summary: 'Lists every command: phase, products, aliases, verdicts.',
  flags: {
    phase: { kind: 'text', choices: ['after', 'before'], describe: 'Only those that tell, or those that ask.' },
    product: { kind: 'text', choices: ['conference', 'live', 'chat'], describe: 'Only those of a product.' },
  },
  examples: [
    ['list --phase before', 'the commands whose answer decides'],
    ['list --json', 'everything that is known of them'],
  ],
  load: async () => (await import('./list.ts')).list,
}
