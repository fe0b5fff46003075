import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { LineExporter } from './line-exporter.ts'
import { traceInbox } from './trace-inbox.ts'

/**
 * Switches tracing on. With NodeSDK it is the same: give it the `contextManager`, and call `traceInbox`.
 *
 * @param name Stands in front of each span.
 */
export function startTelemetry(name: string): { readonly close: () => Promise<void> } {
  const contextManager = new AsyncLocalStorageContextManager()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new LineExporter(name))] })
  // The W3C propagator comes with it: a carrier holds `traceparent`.
  provider.register({ contextManager })
  traceInbox(contextManager)
  return { close: () => provider.shutdown() }
}
