import { indentJson } from '@room-callbacks/core/inspect'
import { tableLines } from '../../print/table.ts'
import type { Run } from '../command-definition.ts'
import { findEntry } from './chosen-entries.ts'
import { bodyOf, timeOf, viewOf } from './entry-view.ts'
import type { PlaceFlags } from './store-address.ts'
import { withInbox } from './with-inbox.ts'

/** Which entry. */
export interface ShowFlags extends PlaceFlags {
  readonly id: string
}

/** Shows one entry, with its packet. */
export const show: Run<ShowFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, output } = invocation
    const entry = await findEntry(inbox, flags.id)
    output.result(viewOf(entry), ({ bold, red }) => {
      const { record, state, attempts, crashes, at, error } = entry
      const { id, command, sdkAppId, orderKey, clientIp, requestId, receivedAt, answer } = record
      const facts: readonly (readonly [string, string | number | undefined])[] = [
        ['id', id],
        ['state', `${state} ${state === 'delayed' ? 'until' : 'since'} ${timeOf(at)}`],
        ['app', sdkAppId],
        ['received', timeOf(receivedAt)],
        ['key', orderKey],
        ['caller', clientIp],
        ['request', requestId],
        ['attempts', attempts],
        ['crashes', crashes === 0 ? undefined : crashes],
        ['answer', answer],
      ]
      const rows = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
      const failure = error ? [red(`${error.code}: ${error.message}`)] : []
      return [bold(command), ...tableLines(rows), ...failure, '', ...packetLines(record.body)]
    })
    return 'ok'
  })

function packetLines(body: Uint8Array): string[] {
  const packet = bodyOf(body)
  if ('rawBase64' in packet) return ['The packet is no UTF-8; as base64:', packet.rawBase64]
  try {
    JSON.parse(packet.raw)
  } catch {
    return [packet.raw]
  }
  return indentJson(packet.raw).split('\n')
}
