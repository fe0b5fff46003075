import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { roomCallbacks } from '@room-callbacks/node'
import { instrument } from '@room-callbacks/opentelemetry'
import { inject, memoryInbox, packet, samples, sampleText } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { deferred } from '../core/receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const contextManager = new AsyncLocalStorageContextManager()
const exporter = new InMemorySpanExporter()
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
provider.register({ contextManager })
t.teardown(() => {
  context.disable()
  propagation.disable()
  trace.disable()
})

/** The spans of a test, by their names. */
const spans = () => new Map(exporter.getFinishedSpans().map((span) => [span.name, span]))

function receiver(t: Test, options: Parameters<typeof roomCallbacks>[1] = {}) {
  exporter.reset()
  const callbacks = roomCallbacks(1400000000, options)
    .on('error', () => {})
    .on('rejected', () => {})
  t.teardown(() => callbacks.close())
  return callbacks
}

t.test('a callback, its storing and its delivery are one trace, and what a handler starts is in it', async (t) => {
  const instrumentation = instrument({ contextManager })
  t.teardown(() => instrumentation.close())
  const inbox = memoryInbox({ attempts: 1 })
  t.teardown(() => inbox.close())
  const callbacks = receiver(t, { inbox }).on(command, ({ RoomId }) => {
    trace.getTracer('test').startSpan(`update ${RoomId}`).end()
    if (RoomId === 'bad') throw new Error('alice@example.com')
  })
  await inject(callbacks, packet(command, { RoomId: 'good' }))
  await inbox.drain({ timeout: 20_000 })
  const found = spans()
  const names = [`receive ${command}`, `store ${command}`, `deliver ${command}`, 'update good']
  const parents = names.map((name) => found.get(name)?.parentSpanContext?.spanId)
  const own = names.map((name) => found.get(name)?.spanContext().spanId)
  t.same(parents, [undefined, ...own.slice(0, -1)])
  t.equal(new Set(names.map((name) => found.get(name)?.spanContext().traceId)).size, 1)
  t.match(found.get(names[0] as string)?.attributes, {
    'room_callbacks.command': command,
    'room_callbacks.sdk_app_id': '1400000000',
    'room_callbacks.outcome': 'accepted',
  })
  t.match(found.get(names[2] as string)?.attributes, { 'room_callbacks.attempt': 1 })

  exporter.reset()
  await inject(callbacks, packet(command, { RoomId: 'bad' }))
  await inbox.drain({ timeout: 20_000 })
  const failed = spans().get(`deliver ${command}`)
  t.match(failed?.status, { code: SpanStatusCode.ERROR, message: 'handler-failed' })
  t.notMatch(JSON.stringify(exporter.getFinishedSpans().map(({ attributes, status }) => [attributes, status])), 'alice')
})

t.test('without a context manager the delivery still belongs to the trace that stored its callback', async (t) => {
  const instrumentation = instrument()
  t.teardown(() => instrumentation.close())
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const callbacks = receiver(t, { inbox }).on(command, () => {})
  await inject(callbacks, packet(command))
  await inbox.drain({ timeout: 20_000 })
  const found = spans()
  t.equal(
    found.get(`deliver ${command}`)?.parentSpanContext?.spanId,
    found.get(`store ${command}`)?.spanContext().spanId,
  )
})

t.test('what is refused is an error, and a word of a stranger makes no name', async (t) => {
  const instrumentation = instrument()
  t.teardown(() => instrumentation.close())
  const callbacks = receiver(t, { token: 'right' })
  await inject(callbacks, { CallbackCommand: 'Room.MadeUp' }, { token: 'wrong' })
  t.match(spans().get('receive other'), {
    status: { code: SpanStatusCode.ERROR, message: 'bad-signature' },
    attributes: { 'room_callbacks.outcome': 'bad-signature', 'error.type': 'bad-signature' },
  })
})

t.test('every span ends: of a handler that hangs with its attempt, and what is open when it is closed', async (t) => {
  const instrumentation = instrument({ contextManager })
  t.teardown(() => instrumentation.close())
  const inbox = memoryInbox({ attempts: 1, timeout: 20 })
  const callbacks = receiver(t, { inbox }).on(command, () => new Promise(() => {}))
  await inject(callbacks, packet(command))
  await inbox.drain({ timeout: 20_000 })
  t.match(spans().get(`deliver ${command}`)?.status, { code: SpanStatusCode.ERROR, message: 'attempt-timeout' })
  await inbox.close()

  const closing = memoryInbox({ attempts: 1 })
  const started = deferred()
  const stopped = receiver(t, { inbox: closing }).on(command, (_event, { signal }) => {
    started.resolve()
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  })
  await inject(stopped, packet(command, { EventTime: 6 }))
  await started.promise
  await closing.close({ timeout: 1 }).catch(() => {})
  await new Promise((resolve) => setImmediate(resolve))
  t.notMatch(
    spans().get(`deliver ${command}`)?.status,
    { message: 'close-timeout' },
    'the result of its handler counts',
  )

  let later: ReturnType<typeof instrument> | undefined
  const hangs = receiver(t).on(command, () => {
    // In the middle of a callback.
    later = instrument()
    instrumentation.close()
  })
  await inject(hangs, packet(command, { EventTime: 7 }))
  t.match(spans().get(`receive ${command}`)?.status, { message: 'instrumentation-closed' })
  later?.close()
  t.equal(exporter.getFinishedSpans().length, 1)
})

t.test('what is no app id is no attribute, and no attribute names a user', async (t) => {
  const instrumentation = instrument()
  t.teardown(() => instrumentation.close())
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const callbacks = receiver(t, { inbox }).on(command, () => {})
  for (const sdkAppId of ['x'.repeat(5000), 'alice@example.com']) await inject(callbacks, packet(command), { sdkAppId })
  for (const { attributes } of exporter.getFinishedSpans())
    t.notOk(Object.hasOwn(attributes, 'room_callbacks.sdk_app_id'))
  exporter.reset()
  const users = new Set<string>()
  for (const sample of samples.filter(({ product }) => product === 'chat' || product === 'conference')) {
    const text = sampleText(sample.command, sample.product, sample.variant)
    for (const [, user = ''] of text.matchAll(/_Account" *: *"([^"]{3,})"/g)) users.add(user)
    await inject(callbacks, text, { command: sample.command })
  }
  const written = JSON.stringify(exporter.getFinishedSpans().map(({ name, attributes }) => [name, attributes]))
  t.ok(users.size > 5 && written.includes('messaging.message.id'))
  t.same(
    [...users].filter((user) => written.includes(user)),
    [],
  )
})

t.test('options that are not valid are refused', async (t) => {
  const wrong: [object, RegExp][] = [
    [{ tracerProvider: {} }, /tracerProvider: expected a TracerProvider/],
    [{ meterProvider: 5 }, /meterProvider: expected/],
    [{ contextManager: null }, /contextManager: expected/],
    [{ inbox: {} }, /inbox: expected an inbox/],
    [{ inboxes: {} }, /"inboxes" is not an option of instrument\(\)/],
  ]
  for (const [options, message] of wrong) t.throws(() => instrument(options), { code: 'invalid-option', message })
  instrument({ inbox: undefined } as never).close()
})

t.test('callbacks and inboxes are measured, until it is closed', async (t) => {
  const out = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: out, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  t.teardown(() => meterProvider.shutdown())
  const inbox = memoryInbox({ attempts: 1 })
  t.teardown(() => inbox.close())
  const instrumentation = instrument({ meterProvider, inbox, tracerProvider: provider })
  const callbacks = receiver(t, { inbox }).on(command, () => {
    throw new Error('as asked')
  })
  const collect = async () => {
    out.reset()
    await reader.forceFlush()
    const metrics = out.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    return new Map(
      metrics.map(({ descriptor, dataPoints }) => [
        descriptor.name.replace('room_callbacks.', ''),
        dataPoints.map(({ attributes, value }) => ({ ...attributes, value })),
      ]),
    )
  }
  await inject(callbacks, { ...packet(command), Mood: 'merry' })
  await inbox.drain({ timeout: 20_000 })
  const found = await collect()
  t.match(found.get('receive.duration'), [{ command, outcome: 'accepted', value: { count: 1 } }])
  t.match(found.get('drifts'), [{ command, kind: String, value: 1 }])
  t.match(found.get('inbox.events'), [
    { command, type: 'stored', value: 1 },
    { command, type: 'dead', value: 1 },
  ])
  t.match(found.get('inbox.entries'), [
    { state: 'waiting', value: 0 },
    { state: 'running', value: 0 },
    { state: 'delayed', value: 0 },
    { state: 'dead', value: 1 },
    { state: 'recorded', value: 0 },
  ])
  t.same(found.get('inbox.oldest_age'), [{ value: 0 }])

  inbox.stats = async () => {
    throw new Error('as asked')
  }
  t.ok((await collect()).has('receive.duration'), 'a store that is down hides no other metric')
  instrumentation.close()
  instrumentation.close()
  exporter.reset()
  await inject(callbacks, packet(command, { EventTime: 5 }))
  t.match((await collect()).get('receive.duration'), [{ value: { count: 1 } }])
  t.same(exporter.getFinishedSpans(), [])
})
