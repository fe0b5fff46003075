import { setTimeout as pass, setImmediate as turn } from 'node:timers/promises'
import { CallbackSender } from '../send/callback-sender.ts'
import type { PendingCallback } from '../send/pending-callback.ts'
import { readAnswer } from '../send/read-answer.ts'
import { bodyOf, writeLetter } from '../send/write-letter.ts'
import { loadCallbacks } from './load-callbacks.ts'
import type { LoadOptions, LoadSummary } from './load-options.ts'
import { LoadTally } from './load-tally.ts'
import { type LoadSettings, readLoadOptions } from './read-load-options.ts'

/**
 * Sends the callbacks of many rooms at a rate, independent of the receiver's pace, and resolves when the last was
 * answered or given up. What it sends is decided by the seed alone, when by the rate.
 *
 * @throws `invalid-option`
 * @example
 * const { answered, failed, latency } = await startLoad({ url, token, rooms: 100, rate: 500, duration: 60_000 })
 */
export async function startLoad(options: LoadOptions): Promise<LoadSummary> {
  const settings = readLoadOptions(options)
  const postman = await CallbackSender.hire(settings.timeout)
  const planned = Math.ceil((settings.rate * settings.duration) / 1000)
  const tally = new LoadTally(planned)
  try {
    await sendAll(settings, planned, postman, tally)
  } finally {
    await postman.close()
  }
  return tally.summary()
}

async function sendAll(
  settings: LoadSettings,
  planned: number,
  postman: CallbackSender,
  tally: LoadTally,
): Promise<void> {
  const { rate, onProgress, progressInterval, signal } = settings
  const start = performance.now()
  const underWay = new Set<Promise<void>>()
  let sent = 0
  let nextProgress = start + progressInterval
  for await (const draft of loadCallbacks(settings, planned)) {
    if (sent === planned || signal?.aborted) break
    await untilDue(start + (sent * 1000) / rate, sent)
    const sending = send(draft, settings, postman, tally).then(() => {
      underWay.delete(sending)
    })
    underWay.add(sending)
    sent += 1
    const now = performance.now()
    if (onProgress && now >= nextProgress) {
      nextProgress = now + progressInterval
      onProgress(tally.summary())
    }
  }
  await Promise.all(underWay)
}

/** A timer cannot tell less than a millisecond: what is due earlier goes at once. */
async function untilDue(due: number, sent: number): Promise<void> {
  const wait = due - performance.now()
  if (wait >= 1) await pass(wait)
  // A load that is late must still let answers in.
  else if (sent % 16 === 0) await turn()
}

async function send(
  draft: PendingCallback,
  settings: LoadSettings,
  postman: CallbackSender,
  tally: LoadTally,
): Promise<void> {
  const { url, sdkAppId, token } = settings
  tally.countSent(draft.command)
  const requestTime = Math.floor(Date.now() / 1000)
  const letter = writeLetter(draft, bodyOf(draft), { url, sdkAppId, token }, requestTime)
  tally.countEnd(readAnswer(await postman.post(letter)))
}
