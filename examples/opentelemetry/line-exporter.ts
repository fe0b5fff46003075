import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node'

/** Prints each span as a line, where a real exporter would send it to a collector. */
export class LineExporter implements SpanExporter {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  export(spans: readonly ReadableSpan[], done: (result: { code: 0 }) => void): void {
    for (const span of spans) console.log(this.#lineOf(span))
    done({ code: 0 })
  }

  async shutdown(): Promise<void> {}

  #lineOf(span: ReadableSpan): string {
    const { traceId, spanId } = span.spanContext()
    const parent = span.parentSpanContext?.spanId ?? '-'
    return `${this.#name.padEnd(9)}trace ${traceId}  parent ${parent.padEnd(16)}  span ${spanId}  ${span.name}`
  }
}
