import type { Batch, CallbackSummary, Overview } from '../src/wire.ts'
import { get, Refused } from './api.ts'
import { addCallbacks, replaceCallbacks } from './state/callbacks.ts'
import { inboxes } from './state/inbox.ts'
import { addSeconds, replaceSeconds } from './state/rate-history.ts'
import { samples, sdkAppIds } from './state/samples.ts'
import { connection, record, totals } from './state/view.ts'

// A browser gives up a stream that was refused. The server may have been started anew meanwhile, and its new address
// been opened in another tab: then this one goes on. Unit: ms.
const pause = 3000

// What the stream told while the overview was on its way: it is newer than that.
let meanwhile: CallbackSummary[] = []

/** Follows the stream. Whenever it begins anew, what was missed is fetched. */
export function connect(): void {
  const stream = new EventSource('api/stream')
  stream.onopen = () => void refresh()
  stream.onerror = () => {
    connection.value = 'lost'
    if (stream.readyState !== EventSource.CLOSED) return
    void refresh()
    setTimeout(connect, pause)
  }
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    const batch = JSON.parse(data) as Batch
    totals.value = batch.totals
    if (connection.value !== 'live') meanwhile.push(...batch.callbacks)
    addCallbacks(batch.callbacks)
    addSeconds(batch.seconds)
  }
}

async function refresh(): Promise<void> {
  meanwhile = []
  try {
    const overview = await get<Overview>('overview')
    connection.value = 'live'
    totals.value = overview.totals
    samples.value = overview.samples
    sdkAppIds.value = overview.sdkAppIds
    record.value = overview.record
    inboxes.value = overview.inboxes
    replaceCallbacks(overview.callbacks)
    addCallbacks(meanwhile)
    replaceSeconds(overview.seconds)
  } catch (error) {
    connection.value = error instanceof Refused && error.isLocked ? 'locked' : 'lost'
  }
}
