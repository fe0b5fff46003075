import type { Arrival, CallbackRecord } from './entry.ts'
import { RepeatedHeaders } from './repeated-headers.ts'

/** What one callback after the other says in the same words. */
export interface SharedFields
  extends Pick<Arrival, 'source' | 'path'>,
    Pick<
      CallbackRecord,
      | 'command'
      | 'headers'
      | 'isForInbox'
      | 'isReparsed'
      | 'method'
      | 'phase'
      | 'receivedAs'
      | 'remoteAddress'
      | 'reply'
      | 'sdkAppId'
      | 'signature'
    > {}

const isSame = (last: SharedFields, { source, path, seen }: Arrival, headers: SharedFields['headers']): boolean =>
  last.source === source &&
  last.path === path &&
  last.headers === headers &&
  last.isForInbox === seen.isForInbox &&
  last.isReparsed === seen.isReparsed &&
  last.method === seen.method &&
  last.phase === seen.phase &&
  last.receivedAs === seen.receivedAs &&
  last.remoteAddress === seen.remoteAddress &&
  last.reply === seen.reply &&
  last.sdkAppId === seen.sdkAppId &&
  last.signature === seen.signature

/** Keeps them once for all callbacks of a command that have the same. */
export class RepeatedCircumstances {
  readonly #headers = new RepeatedHeaders()
  // By canonical command, of which there are only so many.
  readonly #last = new Map<string | undefined, SharedFields>()

  of(arrival: Arrival): SharedFields {
    const { command } = arrival.seen
    const headers = this.#headers.of(arrival.seen.headers)
    const last = this.#last.get(command)
    if (last !== undefined && isSame(last, arrival, headers)) return last
    const made = circumstancesOf(arrival, headers)
    this.#last.set(command, made)
    return made
  }
}

function circumstancesOf({ source, path, seen }: Arrival, headers: SharedFields['headers']): SharedFields {
  const { command, isForInbox, isReparsed, method, phase, receivedAs } = seen
  const { remoteAddress, reply, sdkAppId, signature } = seen
  return {
    source,
    path,
    command,
    headers,
    isForInbox,
    isReparsed,
    method,
    phase,
    // The word of the catalog: the one in the query keeps the whole URL.
    receivedAs: receivedAs === command ? command : receivedAs,
    remoteAddress,
    reply,
    sdkAppId,
    signature,
  }
}
