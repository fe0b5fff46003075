import type { Batch, Overview } from '../src/wire.ts'
import { get } from './api.ts'
import { addCallbacks, replaceCallbacks } from './state/callbacks.ts'
import { addSeconds, replaceSeconds } from './state/pulse.ts'
import { samples, sdkAppIds } from './state/samples.ts'
import { connection, record, totals } from './state/view.ts'

/** Follows the stream. Whenever it begins anew, what was missed is fetched. */
export function connect(): void {
  const stream = new EventSource('api/stream')
  stream.onopen = () => void refresh()
  stream.onerror = () => {
    connection.value = 'lost'
  }
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    const batch = JSON.parse(data) as Batch
    totals.value = batch.totals
    addCallbacks(batch.callbacks)
    addSeconds(batch.seconds)
  }
}

async function refresh(): Promise<void> {
  const overview = await get<Overview>('overview')
  connection.value = 'live'
  totals.value = overview.totals
  samples.value = overview.samples
  sdkAppIds.value = overview.sdkAppIds
  record.value = overview.record
  replaceCallbacks(overview.callbacks)
  replaceSeconds(overview.seconds)
}
