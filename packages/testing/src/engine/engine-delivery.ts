import { engineHeaders } from '../engine-headers.ts'
import type { CallbackSender } from '../platform/send/callback-sender.ts'
import type { EngineClock } from './engine-clock.ts'

/** An event on its way: its packet without the time of sending. */
export interface EngineEvent {
  readonly EventGroupId: number
  readonly EventType: number
  readonly EventInfo: { readonly [field: string]: unknown }
}

/** One delivery of an event. */
export interface EngineAttempt {
  /** Unit: ms since 1970, by the clock of the engine. */
  readonly at: number
  /** Undefined when no answer came. */
  readonly status: number | undefined
  /** Exactly what was sent. */
  readonly body: string
}

/** An event that was sent. */
export interface SentEvent extends EngineEvent {
  readonly attempts: readonly EngineAttempt[]
  /** `acknowledged`: answered 200. `failed`: given up after a minute. */
  readonly outcome: 'pending' | 'acknowledged' | 'failed'
}

/** What the deliveries of an engine share. */
export interface EngineLine {
  readonly clock: EngineClock
  readonly sender: CallbackSender
  readonly url: URL
  readonly sdkAppId: number
  key: string | undefined
  isClosed: boolean
}

// 54913, 39558: again at once, then every 10 s until the event is older than a minute.
const retryDelay = 10_000
const retriesFor = 60_000

/** An entry of the log while it is under way. */
export type EventEntry = { -readonly [field in keyof SentEvent]: SentEvent[field] } & { attempts: EngineAttempt[] }

/**
 * Delivers an event until it is answered 200, or a minute is over. Each delivery says when it was sent, and is signed anew.
 *
 * @param onFirst Called after the first delivery: what comes next need not wait for the others.
 */
export async function deliverEvent(line: EngineLine, entry: EventEntry, onFirst: () => void): Promise<void> {
  const { clock } = line
  const start = clock.now()
  for (let count = 0; !line.isClosed && clock.now() - start < retriesFor; count++) {
    const attempt = await deliverOnce(line, entry)
    entry.attempts.push(attempt)
    onFirst()
    if (attempt.status === 200) {
      entry.outcome = 'acknowledged'
      return
    }
    // The second follows the first at once.
    if (count > 0) await clock.wait(retryDelay)
  }
  entry.outcome = 'failed'
}

async function deliverOnce(line: EngineLine, event: EngineEvent): Promise<EngineAttempt> {
  const { clock, sender, url, sdkAppId, key } = line
  const at = clock.now()
  const body = bodyOf(event, at)
  const path = url.pathname + url.search
  const posted = await sender.post({ origin: url.origin, path, headers: engineHeaders({ sdkAppId, key, body }), body })
  return { at, status: 'status' in posted ? posted.status : undefined, body }
}

/** Real packets of groups 1 and 2 have tabs and newlines in them; a body that is written anew has another signature. */
function bodyOf({ EventGroupId, EventType, EventInfo }: EngineEvent, at: number): string {
  const packet = { EventGroupId, EventType, CallbackTs: at, EventInfo }
  return JSON.stringify(packet, null, EventGroupId < 3 ? '\t' : undefined)
}
