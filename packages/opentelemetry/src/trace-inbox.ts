import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import type { RecordTrace } from '@room-callbacks/core'
import { commandLabel } from './command-label.ts'
import { follow } from './follow.ts'
import type { InstrumentOptions } from './instrument.ts'
import { OpenSpans, tracerOf } from './tracer.ts'

/**
 * Carries a trace through the inbox: the span in which a callback was stored is the parent of those in which it is handled, in
 * whichever process and however much later.
 */
export function traceInbox(options: InstrumentOptions): () => void {
  const tracer = tracerOf(options)
  const { contextManager } = options
  const spans = new OpenSpans<RecordTrace>()
  const attached = new WeakMap<RecordTrace, { dispose(): void }>()
  const endings = [
    follow<RecordTrace>('room-callbacks:store', {
      start(message) {
        const kind = SpanKind.PRODUCER
        const span = tracer.startSpan(`store ${commandLabel(message.receivedAs)}`, { kind, ...about(message) })
        spans.begin(message, span)
        // What is written into the carrier now is stored with the callback.
        propagation.inject(trace.setSpan(context.active(), span), message.carrier)
      },
      asyncEnd: (message) => spans.end(message, codeOf(message)),
    }),
    follow<RecordTrace>('room-callbacks:deliver', {
      start(message) {
        const stored = propagation.extract(ROOT_CONTEXT, message.carrier)
        const kind = SpanKind.CONSUMER
        const name = `deliver ${commandLabel(message.receivedAs)}`
        const span = tracer.startSpan(name, { kind, ...about(message) }, stored)
        spans.begin(message, span)
        if (contextManager) attached.set(message, contextManager.attach(trace.setSpan(stored, span)))
      },
      // The handlers are started by now, and keep the context; what runs after them gets its own back.
      end: (message) => attached.get(message)?.dispose(),
      asyncEnd: (message) => spans.end(message, codeOf(message)),
    }),
  ]
  return () => {
    for (const end of endings) end()
    spans.close()
  }
}

const about = ({ id, attempt }: RecordTrace) => ({
  attributes: { 'messaging.message.id': id, ...(attempt !== undefined && { 'room_callbacks.attempt': attempt }) },
})

const codeOf = ({ error, result }: RecordTrace): string | undefined => error?.code ?? result?.code
