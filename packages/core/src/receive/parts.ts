import type { Registrations } from '../handlers/registrations.ts'
import type { Reporter } from '../handlers/reporter.ts'
import type { Settings } from '../options/read-options.ts'
import type { Catalog } from '../protocol/catalog.ts'
import type { Command } from '../protocol/command.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'
import type { CallbackContext } from './callback-context.ts'
import type { Deadline } from './deadline.ts'
import type { UnhandledWarnings } from './inbox/unhandled-warnings.ts'
import type { Watch } from './watch/watch.ts'
import type { Work } from './work.ts'

/** What the steps of one receiver share. */
export interface Parts {
  readonly settings: Settings
  readonly catalog: Catalog
  readonly registrations: Registrations
  readonly reporter: Reporter
  readonly work: Work
  readonly watch: Watch
  readonly unhandled: UnhandledWarnings
}

/** A valid callback on its way to its handlers. */
export interface Callback {
  readonly command: Command
  readonly event: Packet
  readonly context: CallbackContext<unknown>
  readonly deadline: Deadline
}
