import { type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { InstrumentOptions } from './instrument.ts'

/** What spans and metrics are said to come from. */
export const scope = '@room-callbacks/opentelemetry'

export const tracerOf = ({ tracerProvider }: InstrumentOptions): Tracer =>
  (tracerProvider ?? trace.getTracerProvider()).getTracer(scope)

/** Ends a span. @param code Of an error: what a handler threw is in no channel, and so in no span. */
export function endSpan(span: Span | undefined, code: string | undefined): void {
  if (code !== undefined)
    span?.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR, message: code })
  span?.end()
}
