import { unknownOption, withDefaults } from '../checked-options/option-checks.ts'
import type { OptionRow } from '../checked-options/option-row.ts'
import type { MemoryClaims } from '../deduplication/memory-store.ts'
import { MemoryStore } from '../deduplication/memory-store.ts'
import type { DeduplicationStore } from '../deduplication/store.ts'
import { didYouMean } from '../errors/did-you-mean.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { DeduplicationOptions } from '../generated/deduplication-options.ts'
import { deduplicationDefaults, optionDefaults } from '../generated/option-defaults.ts'
import type { Options } from '../generated/options.ts'
import { optionsSchema } from '../generated/options-schema.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Catalog } from '../protocol/catalog.ts'
import { expectation } from '../protocol/expectation.ts'
import { schemaCheck } from '../protocol/schema-check.ts'
import type { Violation } from '../protocol/validate-function.ts'
import type { KeyOption, Protocol } from '../protocols/protocol.ts'
import { type AddressCheck, addressCheck } from './address-list.ts'
import type { SdkAppIds } from './app-functions.ts'
import { type Apps, readApps } from './apps.ts'
import { tokenOptionMistake } from './token-form.ts'
import { warnUnauthenticated } from './warn-unauthenticated.ts'

/** The options of a receiver, checked and complete. */
export interface Settings {
  readonly apps: Apps
  /** The protocols that options turn on, beside that of every receiver. */
  readonly protocols: readonly Protocol[]
  readonly signatureWindow: number
  readonly isAddressAllowed: AddressCheck | undefined
  readonly bodyLimit: number
  readonly deadline: number
  readonly engineDeadline: number
  readonly ack: 'handled' | 'received'
  readonly fallback: NonNullable<Options['fallback']> | undefined
  readonly concurrency: number
  readonly deduplication: DeduplicationSettings | undefined
  readonly inbox: Inbox | undefined
  readonly delivers: boolean
  readonly recordsDecisions: boolean
  readonly strict: boolean
  readonly clock: () => number
}

/** How repeated deliveries are recognised. */
export interface DeduplicationSettings {
  readonly store: DeduplicationStore
  /** That of a store in memory, which is asked by fingerprints. */
  readonly memory: MemoryClaims | undefined
  /** How long a claim is held. Unit: ms. */
  readonly lease: number
  /** How long a finished callback is remembered. Unit: ms. */
  readonly window: number
}

/** Options of which those with a default are there. */
type Complete = Options &
  Required<Omit<Options, 'token' | 'key' | 'addresses' | 'fallback' | 'inbox' | 'clock' | 'deduplication'>> & {
    readonly deduplication: Required<Omit<DeduplicationOptions, 'store'>> & DeduplicationOptions
  }

/** What each option means, for messages; empty in a bundle that goes without these texts. */
export type OptionTable = { readonly [option: string]: OptionRow }

/** Checks what `roomCallbacks` was given. @throws `invalid-option`, unknown keys included. */
export function readOptions(sdkAppIds: SdkAppIds, options: Options, catalog: Catalog, table: OptionTable): Settings {
  refusePromises(options)
  const protocols = catalog.protocols() as Protocol[]
  const keyOption = protocols.find((protocol) => protocol.keyOption)?.keyOption
  const validate = schemaCheck(optionsSchema)
  if (!validate(options)) throw invalid(describe(options, validate.errors as readonly [Violation], table, keyOption))
  // `{ token: process.env.CALLBACK_TOKEN }` with the variable unset must not mean "no authentication".
  const mistake = secretMistake(options, keyOption)
  if (mistake) throw invalid(mistake)
  const { addresses, fallback, clock = Date.now, ...others } = withDefaults<Complete>(options, optionDefaults)
  checkFallback(fallback, catalog)
  checkInbox(options)
  warnUnauthenticated(options)
  keyOption?.warn(options.key)
  return {
    apps: readApps(sdkAppIds, options, keyOption),
    protocols: protocols.filter((protocol) => protocol.isReceived?.(options)).sort(signedFirst),
    signatureWindow: others.signatureWindow,
    isAddressAllowed: typeof addresses === 'object' ? addressCheck(addresses) : addresses,
    bodyLimit: others.bodyLimit,
    deadline: others.deadline,
    engineDeadline: others.engineDeadline,
    ack: others.ack,
    fallback,
    concurrency: others.concurrency,
    deduplication: readDeduplication(options),
    inbox: options.inbox,
    delivers: others.delivery,
    recordsDecisions: others.recordDecisions,
    strict: others.validation === 'strict',
    clock,
  }
}

function readDeduplication({ deduplication, clock }: Options): DeduplicationSettings | undefined {
  if (deduplication === false) return undefined
  const {
    window,
    lease,
    capacity,
    store: given,
  } = withDefaults<Complete['deduplication']>(deduplication ?? {}, deduplicationDefaults)
  const store = given ?? new MemoryStore(capacity, clock)
  return { store, memory: store instanceof MemoryStore ? store.claims : undefined, lease, window }
}

// A request that two of them would take is verified where one can verify it.
const signedFirst = (a: Protocol, b: Protocol): number => Number(!a.secret) - Number(!b.secret)

/** A store that was opened and not awaited: what is missing is said, and not which of its methods. */
function refusePromises(options: Options): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (typeof value === 'object' && value !== null && 'then' in value) {
      throw invalid(
        `${name}: it is a promise. Write \`await\` in front of what makes it: { ${name}: await openInbox(…) }, say.`,
      )
    }
  }
}

function checkInbox({ inbox, delivery, recordDecisions }: Options): void {
  const needy = delivery !== undefined ? 'delivery' : recordDecisions && 'recordDecisions'
  if (needy && !inbox) throw invalid(`${needy}: it needs an inbox.`)
}

function checkFallback(fallback: Options['fallback'], catalog: Catalog): void {
  if (typeof fallback !== 'object') return
  for (const word of Object.keys(fallback)) {
    const command = catalog.find(word)
    if (command?.name !== word || command.phase !== 'before') {
      const meant = didYouMean(
        word,
        catalog.names().filter((name) => catalog.find(name)?.phase === 'before'),
      )
      throw invalid(`fallback: "${word}" is not a Before command.${meant}`)
    }
  }
}

function describe(
  options: Options,
  [violation]: readonly [Violation],
  table: OptionTable,
  keyOption: KeyOption | undefined,
): string {
  const { instancePath, params } = violation
  const unknown = params['additionalProperty']
  const where = instancePath.slice(1).replaceAll('/', '.')
  if (typeof unknown === 'string') {
    return where === 'deduplication'
      ? unknownOption(unknown, Object.keys(deduplicationDefaults), where)
      : unknownOption(unknown, Object.keys(optionDefaults))
  }
  const mistake = /^(?:token|key)/.test(where) && secretMistake(options, keyOption)
  if (mistake) return mistake
  if (where === '') return 'The options: expected an object.'
  const { type, description } = table[where.split('.')[0] as string] ?? untold
  return `${where}: ${expectation(violation, type)} ${description}`
}

const untold = { type: 'another value', description: 'The types of the package describe it.' }

const secretMistake = (options: Options, keyOption: KeyOption | undefined): string | false | undefined =>
  ('token' in options && tokenOptionMistake(options.token)) || ('key' in options && keyOption?.mistakeOf(options.key))

const invalid = (detail: string): RoomCallbacksError => new RoomCallbacksError('invalid-option', detail)
