import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import type { RecordTrace } from '@room-callbacks/core'
import { follow } from './follow.ts'

/**
 * Carries a trace through the inbox: the span in which a callback was stored is the parent of the one
 * in which it is handled, in whatever process and however much later.
 *
 * @param contexts The context manager of the process: what a subscriber makes active needs its hand.
 */
export function traceInbox(contexts: AsyncLocalStorageContextManager): void {
  const tracer = trace.getTracer('room-callbacks')
  const spans = new WeakMap<RecordTrace, Span>()
  const attached = new WeakMap<RecordTrace, { dispose(): void }>()

  follow<RecordTrace>('room-callbacks:store', {
    start(message) {
      const span = tracer.startSpan(`store ${message.receivedAs}`, { kind: SpanKind.PRODUCER, ...about(message) })
      spans.set(message, span)
      // What is written into the carrier now is stored with the callback.
      propagation.inject(trace.setSpan(context.active(), span), message.carrier)
    },
    asyncEnd: (message) => end(spans.get(message), message),
  })

  follow<RecordTrace>('room-callbacks:deliver', {
    start(message) {
      const stored = propagation.extract(ROOT_CONTEXT, message.carrier)
      const span = tracer.startSpan(
        `deliver ${message.receivedAs}`,
        { kind: SpanKind.CONSUMER, ...about(message) },
        stored,
      )
      spans.set(message, span)
      attached.set(message, contexts.attach(trace.setSpan(stored, span)))
    },
    // The handlers are started by now: they keep the context, and whoever started them gets his own back.
    end: (message) => attached.get(message)?.dispose(),
    asyncEnd: (message) => end(spans.get(message), message),
  })
}

const about = ({ id, attempt }: RecordTrace) => ({
  attributes: { 'messaging.message.id': id, ...(attempt !== undefined && { 'room_callbacks.attempt': attempt }) },
})

function end(span: Span | undefined, { error, result }: RecordTrace): void {
  const code = error?.code ?? result?.code
  if (code !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR, message: code })
  span?.end()
}
