import type { Registrations } from '../handlers/registrations.ts'
import type { Reporter } from '../handlers/reporter.ts'
import type { Settings } from '../options/read-options.ts'
import type { Catalog } from '../protocol/catalog.ts'
import type { SecretsFinder } from './find-secrets.ts'
import type { InFlight } from './in-flight.ts'
import type { Observers } from './observe/observers.ts'
import type { RefusalCounts } from './refusal-counts.ts'
import type { UnhandledWarnings } from './unhandled-warnings.ts'

/** What one receiver is made of. */
export interface ReceiverServices {
  readonly settings: Settings
  readonly secretsFinder: SecretsFinder
  readonly catalog: Catalog
  readonly registrations: Registrations
  readonly reporter: Reporter
  readonly inFlight: InFlight
  readonly observers: Observers
  readonly unhandledWarnings: UnhandledWarnings
  /** Refused callbacks of the last minutes. */
  readonly refusals: RefusalCounts
}
