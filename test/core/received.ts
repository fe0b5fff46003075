import type { CommandName } from '@room-callbacks/core'
import { type InjectOptions, inject, packet } from '@room-callbacks/testing'
import { observed } from './receiver.ts'

/** What became of a packet as it came over the wire: the event that a handler saw, or the outcome of a refusal. */
export async function received(command: CommandName, wire: object | string, options: InjectOptions = {}) {
  const { callbacks } = observed({ deduplication: false })
  let event: unknown
  callbacks.on('*', (seen) => {
    event = seen
  })
  const { outcome } = await inject(callbacks, wire, { command, ...options })
  return (event ?? outcome) as Record<string, unknown>
}

/** A sample with fields as no edition types them, of Chat where Live prints one, too. */
export const wire = (command: CommandName, changes: object = {}): object =>
  packet(command, changes as never, command.startsWith('Group.Callback') ? 'chat' : undefined)
