import { context, SpanKind, trace } from '@opentelemetry/api'
import { outcomes, type StepTrace } from '@room-callbacks/core'
import { commandLabel } from './command-label.ts'
import { follow } from './follow.ts'
import type { InstrumentOptions } from './instrument.ts'
import { appAttribute, OpenSpans, tracerOf } from './tracer.ts'

/** A span for each callback, from its arrival to its answer; its parent is the span of the request, if there is one. */
export function traceReceiving(options: InstrumentOptions): () => void {
  const tracer = tracerOf(options)
  const { contextManager } = options
  const spans = new OpenSpans<StepTrace>()
  const attached = new WeakMap<StepTrace, { dispose(): void }>()
  const end = follow<StepTrace>('room-callbacks:receive', {
    start(message) {
      const command = commandLabel(message.receivedAs)
      const attributes = { 'room_callbacks.command': command, ...appAttribute(message.sdkAppId) }
      const span = tracer.startSpan(`receive ${command}`, { kind: SpanKind.INTERNAL, attributes })
      spans.begin(message, span)
      if (contextManager) attached.set(message, contextManager.attach(trace.setSpan(context.active(), span)))
    },
    // What was begun for the callback keeps the context; what the host does after it gets its own back.
    end: (message) => attached.get(message)?.dispose(),
    asyncEnd(message) {
      const outcome = outcomeOf(message)
      const code = outcomes[outcome] === 200 ? undefined : outcome
      spans.end(message, code, { 'room_callbacks.outcome': outcome })
    },
  })
  return () => {
    end()
    spans.close()
  }
}

/** What became of a callback. */
export const outcomeOf = ({ result }: StepTrace): NonNullable<StepTrace['result']>['outcome'] =>
  result?.outcome ?? 'internal'
