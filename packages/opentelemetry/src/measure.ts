import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type BatchObservableResult, type Meter, metrics } from '@opentelemetry/api'
import type { PublishedDrift, StepTrace } from '@room-callbacks/core'
import type { InboxEvent, InboxOperations } from '@room-callbacks/core/inbox'
import { commandLabel } from './command-label.ts'
import { follow } from './follow.ts'
import type { InstrumentOptions } from './instrument.ts'
import { outcomeOf } from './trace-receiving.ts'
import { scope } from './tracer.ts'

/** Counts and measures what the channels tell. */
export function measure({ meterProvider, inbox }: InstrumentOptions): () => void {
  const meter = (meterProvider ?? metrics.getMeterProvider()).getMeter(scope)
  const endings = [...measureReceiving(meter), ...countInbox(meter)]
  if (inbox) endings.push(observeInbox(meter, inbox))
  return () => {
    for (const end of endings) end()
  }
}

function measureReceiving(meter: Meter): (() => void)[] {
  const duration = meter.createHistogram('room_callbacks.receive.duration', {
    description: 'From the arrival of a callback to its answer, by command and outcome. Tencent waits two seconds.',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 1.5, 2] },
  })
  const drifts = meter.createCounter('room_callbacks.drifts', {
    description: 'Ways in which packets differ from their schema, each counted once.',
  })
  const began = new WeakMap<StepTrace, number>()
  return [
    follow<StepTrace>('room-callbacks:receive', {
      start: (message) => began.set(message, performance.now()),
      asyncEnd(message) {
        const since = began.get(message)
        if (since === undefined) return
        const command = commandLabel(message.receivedAs)
        duration.record((performance.now() - since) / 1000, { command, outcome: outcomeOf(message) })
      },
    }),
    hear<PublishedDrift>('drift', ({ command, kind }) => drifts.add(1, { command: commandLabel(command), kind })),
  ]
}

function countInbox(meter: Meter): (() => void)[] {
  const events = meter.createCounter('room_callbacks.inbox.events', {
    description: 'What happened to entries of inboxes in this process, by command and type.',
  })
  const outages = meter.createCounter('room_callbacks.inbox.outages', {
    description: 'How often the store of an inbox stopped answering the delivery of this process.',
  })
  return [
    hear<InboxEvent>('inbox', ({ command, type }) => events.add(1, { command: commandLabel(command), type })),
    hear('inbox-failed', () => outages.add(1)),
  ]
}

function observeInbox(meter: Meter, inbox: Pick<InboxOperations, 'stats'>): () => void {
  const entries = meter.createObservableGauge('room_callbacks.inbox.entries', {
    description: 'Entries of the inbox by state, over all processes: take the maximum of them, not the sum.',
  })
  const oldest = meter.createObservableGauge('room_callbacks.inbox.oldest_age', {
    description: 'How long the oldest callback that is not handled waits; 0 when none does. Alert on this one.',
    unit: 's',
  })
  const observe = async (result: BatchObservableResult): Promise<void> => {
    // The store may be down: the other metrics are still collected, and `outages` tells of it.
    const stats = await inbox.stats().catch(() => undefined)
    if (!stats) return
    const { waiting, running, delayed, dead, recorded, oldestAge = 0 } = stats
    const states = Object.entries({ waiting, running, delayed, dead, recorded })
    for (const [state, count] of states) result.observe(entries, count, { state })
    result.observe(oldest, oldestAge / 1000)
  }
  const observed = [entries, oldest]
  meter.addBatchObservableCallback(observe, observed)
  return () => meter.removeBatchObservableCallback(observe, observed)
}

function hear<Message>(name: string, act: (message: Message) => void): () => void {
  const listen = (message: unknown) => act(message as Message)
  subscribe(`room-callbacks:${name}`, listen)
  return () => void unsubscribe(`room-callbacks:${name}`, listen)
}
