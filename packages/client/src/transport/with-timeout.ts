import { raceSignal } from './race-signal.ts'

/** Why work was stopped whose time was over. */
export class OutOfTime extends Error {}

/**
 * Does work that stops at the signal of the caller or when its time is over, the connecting included.
 *
 * @param timeout Milliseconds.
 * @throws OutOfTime
 */
export async function withTimeout<Value>(
  timeout: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new OutOfTime()), timeout)
  const follow = (): void => controller.abort(signal?.reason)
  signal?.addEventListener('abort', follow)
  try {
    return await raceSignal(controller.signal, work(controller.signal))
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', follow)
  }
}
