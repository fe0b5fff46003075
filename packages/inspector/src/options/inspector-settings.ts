import type { InboxOperations } from '@room-callbacks/core/inbox'

/** The options, checked and complete. */
export interface InspectorSettings {
  /** Without a slash at its end; empty for the root. */
  readonly path: string
  /** Undefined: a random one for this start. */
  readonly secret: string | undefined
  readonly trustUnixSocket: boolean
  readonly capacity: number
  readonly memory: number
  readonly record: 'always' | 'watched'
  readonly allowRemote: boolean
  readonly hosts: readonly string[]
  readonly inboxes: Readonly<Record<string, InboxOperations>>
}
