import { type Attributes, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { InstrumentOptions } from './instrument.ts'

/** What spans and metrics are said to come from. */
export const scope = '@room-callbacks/opentelemetry'

export const tracerOf = ({ tracerProvider }: InstrumentOptions): Tracer =>
  (tracerProvider ?? trace.getTracerProvider()).getTracer(scope)

/** What a stranger may write instead, before the signature is checked, is of any length. */
const appId = /^\d{1,20}$/

/** An app id as an attribute; left out where it is none. */
export const appAttribute = (sdkAppId: string | undefined): Attributes =>
  sdkAppId !== undefined && appId.test(sdkAppId) ? { 'room_callbacks.sdk_app_id': sdkAppId } : {}

/** The spans that are open, by the message of their step. */
export class OpenSpans<Message extends object> {
  readonly #spans = new Map<Message, Span>()

  begin(message: Message, span: Span): void {
    this.#spans.set(message, span)
  }

  /** Ends that of a message. @param code Of an error: what a handler threw is in no channel, and so in no span. */
  end(message: Message, code: string | undefined, attributes: Attributes = {}): void {
    const span = this.#spans.get(message)
    // It began before this follows the channels.
    if (!span) return
    this.#spans.delete(message)
    endSpan(span.setAttributes(attributes), code)
  }

  /** Ends those that are left: nothing tells of their end any more. */
  close(): void {
    for (const message of this.#spans.keys()) this.end(message, 'instrumentation-closed')
  }
}

function endSpan(span: Span, code: string | undefined): void {
  if (code !== undefined) span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR, message: code })
  span.end()
}
