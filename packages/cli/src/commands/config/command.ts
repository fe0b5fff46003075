import type { SettingName } from '../../settings/setting-table.ts'
import type { ArgumentDefinitions, CommandDefinition, TextDefinition } from '../command-definition.ts'
import type { AddressesFlags } from './addresses.ts'
import type { DeleteFlags } from './delete.ts'
import type { EnsureFlags } from './ensure.ts'
import type { GetFlags } from './get.ts'
import type { SetFlags } from './set.ts'
import type { TokenFlags } from './token.ts'

const account: readonly SettingName[] = ['sdkAppId', 'secretKey', 'identifier', 'region', 'apiUrl']

const products = ['conference', 'live', 'call']

const product: TextDefinition = { kind: 'text', choices: products, describe: 'The product whose configuration it is.' }

const changing: ArgumentDefinitions = {
  'dry-run': { kind: 'switch', describe: 'Shows what would change, and changes nothing.' },
  yes: { kind: 'switch', describe: 'Changes it without asking.' },
}

const listing: ArgumentDefinitions = {
  command: { kind: 'texts', describe: 'A command to be sent to the URL; may be given several times.' },
  all: { kind: 'switch', describe: 'Every command that Conference, Live or Call list.' },
}

/** `room-callbacks config …` */
export const configCommands: readonly CommandDefinition[] = [
  {
    usage: 'config get [product]',
    summary: 'Shows what is configured.',
    positionals: { product },
    settings: account,
    examples: [['config get', 'all three products']],
    load: async () => (await import('./get.ts')).get,
  } satisfies CommandDefinition<GetFlags>,
  {
    usage: 'config set <product>',
    summary: 'Replaces the URL and the commands of a product.',
    positionals: { product },
    settings: [...account, 'url'],
    flags: { ...listing, ...changing },
    examples: [
      [
        'config set live --url https://example.com/tencent --command Live.CallbackAfterCreateRoom',
        'one command, no other',
      ],
    ],
    load: async () => (await import('./set.ts')).set,
  } satisfies CommandDefinition<SetFlags>,
  {
    usage: 'config ensure',
    summary: 'Creates, updates or leaves the configurations, product by product.',
    settings: [...account, 'url', 'token'],
    flags: {
      ...listing,
      sign: { kind: 'switch', describe: 'Also has Live callbacks signed, with the token of the settings.' },
      ...changing,
    },
    examples: [
      ['config ensure --url https://example.com/tencent --all --dry-run', 'what would change'],
      ['config ensure --url https://example.com/tencent --all --sign --yes', 'in a deployment'],
    ],
    load: async () => (await import('./ensure.ts')).ensure,
  } satisfies CommandDefinition<EnsureFlags>,
  {
    usage: 'config delete <product>',
    summary: 'Removes the configuration of a product.',
    positionals: { product },
    settings: account,
    flags: changing,
    examples: [['config delete conference', 'asks first']],
    load: async () => (await import('./delete.ts')).remove,
  } satisfies CommandDefinition<DeleteFlags>,
  {
    usage: 'config token [action]',
    summary: 'Shows, sets or removes the token of Live callbacks.',
    positionals: {
      action: {
        kind: 'text',
        choices: ['get', 'set', 'delete'],
        describe: 'Default: get. The token itself is never shown.',
      },
    },
    settings: [...account, 'token'],
    flags: {
      enable: { kind: 'switch', describe: 'For set: whether callbacks are signed with the token. Default: true.' },
      ...changing,
    },
    examples: [
      ['config token', 'whether there is one, and whether it is that of the settings'],
      ['config token set', 'the token of the settings, with which callbacks are signed from then on'],
      ['config token set --no-enable', 'sets it, and signs nothing'],
    ],
    load: async () => (await import('./token.ts')).token,
  } satisfies CommandDefinition<TokenFlags>,
  {
    usage: 'config addresses',
    summary: 'Lists the addresses of the platform, for an allow-list.',
    settings: account,
    flags: {
      nettype: {
        kind: 'number',
        describe: '0 all, 1 to 4 clients, 5 callbacks from China, 6 callbacks from elsewhere.',
        default: 0,
        minimum: 0,
        maximum: 6,
      },
    },
    examples: [['config addresses --nettype 6', 'from where callbacks come']],
    load: async () => (await import('./addresses.ts')).addresses,
  } satisfies CommandDefinition<AddressesFlags>,
]
