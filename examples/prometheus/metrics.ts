import { subscribe } from 'node:diagnostics_channel'
import type { StepTrace } from '@room-callbacks/core'
import type { Inbox, InboxEvent } from '@room-callbacks/core/inbox'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { commandLabel } from './command-label.ts'
import { follow } from './follow.ts'

const registry = new Registry()
const registers = [registry]
collectDefaultMetrics({ register: registry })

const received = new Counter({
  name: 'room_callbacks_received_total',
  help: 'Callbacks answered, by command and outcome.',
  labelNames: ['command', 'outcome'],
  registers,
})
const answering = new Histogram({
  name: 'room_callbacks_answer_seconds',
  help: 'From the arrival of a callback to its answer. Tencent waits two seconds.',
  buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 1.5, 2],
  registers,
})
const events = new Counter({
  name: 'room_callbacks_inbox_events_total',
  help: 'What happened to the entries of the inbox in this process, by command and type.',
  labelNames: ['command', 'type'],
  registers,
})
const outages = new Counter({
  name: 'room_callbacks_inbox_outages_total',
  help: 'How often the store stopped answering the delivery of this process.',
  registers,
})
const entries = new Gauge({
  name: 'room_callbacks_inbox_entries',
  help: 'Entries of the inbox by state, over all processes: take the maximum of them, not the sum.',
  labelNames: ['state'],
  registers,
})
const oldest = new Gauge({
  name: 'room_callbacks_inbox_oldest_seconds',
  help: 'How long the oldest callback that is not handled waits; 0 when none does. Alert on this one.',
  registers,
})

/** Counts from now on. Channels belong to the process, so this is called once. */
export function count(): void {
  const began = new WeakMap<StepTrace, () => void>()
  follow<StepTrace>('room-callbacks:receive', {
    start: (message) => began.set(message, answering.startTimer()),
    asyncEnd(message) {
      began.get(message)?.()
      const outcome = message.result?.outcome ?? 'internal'
      received.inc({ command: commandLabel(message.receivedAs), outcome })
    },
  })
  subscribe('room-callbacks:inbox', (message) => {
    const { command, type } = message as InboxEvent
    events.inc({ command: commandLabel(command), type })
  })
  subscribe('room-callbacks:inbox-failed', () => outages.inc())
}

/** The page that Prometheus reads. */
export async function page(inbox: Inbox): Promise<{ readonly type: string; readonly text: string }> {
  await measure(inbox)
  return { type: registry.contentType, text: await registry.metrics() }
}

async function measure(inbox: Inbox): Promise<void> {
  try {
    const { waiting, running, delayed, dead, recorded, oldestAge } = await inbox.stats()
    const states = Object.entries({ waiting, running, delayed, dead, recorded })
    for (const [state, value] of states) entries.set({ state }, value)
    oldest.set((oldestAge ?? 0) / 1000)
  } catch {
    // No number is better than an old one; what is counted is still told.
    entries.reset()
    oldest.remove()
  }
}
