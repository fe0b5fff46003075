import type { Context, MeterProvider, TracerProvider } from '@opentelemetry/api'
import { RoomCallbacksError } from '@room-callbacks/core'
import {
  type OptionCheck,
  type OptionChecks,
  optionMistake,
  withoutUndefined,
} from '@room-callbacks/core/checked-options'
import type { InboxOperations } from '@room-callbacks/core/inbox'
import { measure } from './measure.ts'
import { traceInbox } from './trace-inbox.ts'
import { traceReceiving } from './trace-receiving.ts'

/** What makes a context the active one: the `AsyncLocalStorageContextManager` of OpenTelemetry 2 is one. */
export interface ContextAttacher {
  attach(context: Context): { dispose(): void }
}

/** What `instrument` takes. All of it may be left out. */
export interface InstrumentOptions {
  /** Default: the global one. */
  readonly tracerProvider?: TracerProvider
  /** Default: the global one. */
  readonly meterProvider?: MeterProvider
  /**
   * The context manager of the process. With it the span of a callback, and of a delivery, is the active one while handlers
   * run, so that what they call finds its parent. Without it a delivery still belongs to the trace that stored its callback.
   */
  readonly contextManager?: ContextAttacher
  /** An inbox whose entries are counted by state, each time metrics are collected. */
  readonly inbox?: Pick<InboxOperations, 'stats'>
}

const having = (method: string, expected: string): OptionCheck => ({
  accepts: (value) => typeof Object(value)[method] === 'function',
  expected,
})

const checks: OptionChecks<InstrumentOptions> = {
  tracerProvider: having('getTracer', 'a TracerProvider'),
  meterProvider: having('getMeter', 'a MeterProvider'),
  contextManager: having('attach', 'a context manager such as AsyncLocalStorageContextManager of OpenTelemetry 2'),
  inbox: having('stats', 'an inbox'),
}

/** What follows the channels of this process. */
export interface Instrumentation {
  /** Ends it: no span begins, and nothing is counted any more. */
  close(): void
}

/**
 * Makes spans and metrics of what the receivers and inboxes of this process publish on their diagnostics channels. Call it
 * once, before the first callback: channels belong to the process, and not to a receiver.
 *
 * @throws `invalid-option`
 * @example
 * const instrumentation = instrument({ contextManager, inbox })
 * process.once('SIGTERM', () => instrumentation.close())
 */
export function instrument(options: InstrumentOptions = {}): Instrumentation {
  const given = withoutUndefined(options)
  const mistake = optionMistake<InstrumentOptions>(given, checks, { owner: 'instrument()' })
  if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
  const endings = [traceReceiving(given), traceInbox(given), measure(given)]
  return {
    close() {
      for (const end of endings.splice(0)) end()
    },
  }
}
