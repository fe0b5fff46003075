import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { instrument } from '@room-callbacks/opentelemetry'
import { LineExporter } from './line-exporter.ts'

/**
 * Switches tracing on. With NodeSDK it is the same: give it the `contextManager`, and call `instrument`.
 *
 * @param name Stands in front of each span.
 */
export function startTelemetry(name: string): { readonly close: () => Promise<void> } {
  const contextManager = new AsyncLocalStorageContextManager()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new LineExporter(name))] })
  // The W3C propagator comes with it: a carrier holds `traceparent`.
  provider.register({ contextManager })
  const instrumentation = instrument({ contextManager })
  const close = async () => {
    instrumentation.close()
    await provider.shutdown()
  }
  return { close }
}
