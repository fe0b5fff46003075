import type { Arrival, Seen } from './entry.ts'
import { RepeatedHeaders } from './repeated-headers.ts'

/** What one callback after the other says in the same words. */
export interface Circumstances
  extends Pick<Arrival, 'source' | 'path'>,
    Pick<
      Seen,
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

const isSame = (last: Circumstances, { source, path, seen }: Arrival, headers: Circumstances['headers']): boolean =>
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
  readonly #last = new Map<string | undefined, Circumstances>()

  of(arrival: Arrival): Circumstances {
    const { command } = arrival.seen
    const headers = this.#headers.of(arrival.seen.headers)
    const last = this.#last.get(command)
    if (last !== undefined && isSame(last, arrival, headers)) return last
    const made = circumstancesOf(arrival, headers)
    this.#last.set(command, made)
    return made
  }
}

function circumstancesOf({ source, path, seen }: Arrival, headers: Circumstances['headers']): Circumstances {
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
