import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { Place } from '../redis-inbox-options.ts'
import type { ScriptClient } from '../scripts/define-scripts.ts'

/** What an inbox in Redis is made of. */
export interface InboxParts {
  readonly client: ScriptClient
  readonly place: Place
  readonly settings: InboxSettings
}
