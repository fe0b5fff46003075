import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import type { Reply } from '@room-callbacks/express'

/** One callback as it is told: what the receiver publishes of it, and what its handler said. */
export interface Story {
  readonly receivedAs: string
  /** What its handler made of the event. */
  summary?: string
  /** When it arrived. Unit: ms of the monotonic clock. */
  started?: number
  /** The answer. */
  result?: Reply
}

const stories = new AsyncLocalStorage<Story>()

/** Notes what a handler makes of its event, in the story of the callback that it runs for. */
export function say(summary: string): void {
  const story = stories.getStore()
  if (story) story.summary = summary
}

/**
 * Calls back for each callback that was answered, until the function that it gives is called. The receiver publishes
 * its steps; nothing is wrapped.
 */
export function whenAnswered(tell: (story: Story, milliseconds: number) => void): () => void {
  const { start, asyncEnd } = tracingChannel<Story, Story>('room-callbacks:receive')
  start.bindStore(stories, (story) => Object.assign(story, { started: performance.now() }))
  const listener = (message: unknown) => {
    const story = message as Story
    tell(story, performance.now() - (story.started as number))
  }
  asyncEnd.subscribe(listener)
  return () => {
    asyncEnd.unsubscribe(listener)
    start.unbindStore(stories)
  }
}
