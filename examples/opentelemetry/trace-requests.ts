import type { RequestListener } from 'node:http'
import { context, propagation, SpanKind, trace } from '@opentelemetry/api'

/** A span for each request, as `@opentelemetry/instrumentation-http` makes them; the query is a secret, and left out. */
export const traceRequests =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    const tracer = trace.getTracer('http')
    const path = request.url?.split('?')[0]
    // A load balancer may have begun the trace.
    const caller = propagation.extract(context.active(), request.headers)
    tracer.startActiveSpan(`${request.method} ${path}`, { kind: SpanKind.SERVER }, caller, (span) => {
      response.once('close', () => {
        span.setAttribute('http.response.status_code', response.statusCode).end()
      })
      listener(request, response)
    })
  }
