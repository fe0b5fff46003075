import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import { observe } from '@room-callbacks/core/inspect'
import type { Reply } from '@room-callbacks/express'

/** One callback as it is told: what came, what was answered, and what its handler said. */
export interface Story {
  readonly receivedAs: string
  readonly reply: Reply
  /** What its handler made of the event. */
  readonly summary: string | undefined
}

const summaries = new AsyncLocalStorage<{ summary?: string }>()

/** Notes what a handler makes of its event, in the story of the callback that it runs for. */
export function say(summary: string): void {
  const story = summaries.getStore()
  if (story) story.summary = summary
}

/**
 * Calls back for each callback that was answered, until the function that it gives is called. The receiver publishes
 * its steps, and shows its answers to observers in the same context; nothing is wrapped.
 */
export function whenAnswered(callbacks: object, tell: (story: Story, milliseconds: number) => void): () => void {
  const { start } = tracingChannel('room-callbacks:receive')
  start.bindStore(summaries, () => ({}))
  const stop = observe(callbacks, {
    answered({ receivedAs, reply, responseTimeMs }) {
      tell({ receivedAs, reply, summary: summaries.getStore()?.summary }, responseTimeMs)
    },
  })
  return () => {
    stop()
    start.unbindStore(summaries)
  }
}
