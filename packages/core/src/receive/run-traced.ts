import type { TracingChannel } from 'node:diagnostics_channel'
import { Refusal } from '../errors/refusal.ts'
import type { RefusalCode } from '../errors/refusals.ts'
import { copyForeign, type ErrorCode, RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { MaybePromise } from '../timers.ts'

/** How a step ended, as its subscribers are told: in words of this library, with nothing that was sent or thrown. */
export interface StepEnd {
  result?: object
  error?: RoomCallbacksError
}

/** A tracing channel; `hasSubscribers` is younger than the types of Node. */
export type StepChannel<Message extends object> = TracingChannel<unknown, Message> & {
  readonly hasSubscribers: boolean
}

/**
 * Runs a step that is done when it returns. `traceSync()` of Node would publish what it returns and throws, which are
 * packets.
 */
export function runSync<Message extends StepEnd, Value>(
  channel: StepChannel<Message>,
  message: Message,
  work: () => Value,
  telling: Codes,
): Value {
  return channel.start.runStores(message, () => {
    try {
      const value = work()
      channel.end.publish(message)
      return value
    } catch (thrown) {
      fail(channel, message, thrown, telling)
      channel.end.publish(message)
      throw thrown
    }
  }) as Value
}

/** Which codes a step ends with. */
interface Codes {
  /** Whether a code is one of those. */
  readonly isKnown: (code: string) => boolean
  /** The code of all else that is thrown. */
  readonly foreignCode: ErrorCode
}

/** What is told of the end of a step: its result in words, or a code. */
export interface Telling<Value, Message extends StepEnd> extends Codes {
  readonly resultOf: (value: Value) => Message['result']
}

/** Runs a step that may go on after it returned, like `tracePromise()` of Node without what it would publish. */
export function runAsync<Message extends StepEnd, Value>(
  channel: StepChannel<Message>,
  message: Message,
  work: () => MaybePromise<Value>,
  telling: Telling<Value, Message>,
): Promise<Value> {
  return channel.start.runStores(message, () => {
    const running = settle(channel, message, work, telling)
    channel.end.publish(message)
    return running
  }) as Promise<Value>
}

async function settle<Message extends StepEnd, Value>(
  channel: StepChannel<Message>,
  message: Message,
  work: () => MaybePromise<Value>,
  telling: Telling<Value, Message>,
): Promise<Value> {
  try {
    const value = await work()
    const result = telling.resultOf(value)
    if (result !== undefined) message.result = result
    endAsync(channel, message)
    return value
  } catch (thrown) {
    fail(channel, message, thrown, telling)
    endAsync(channel, message)
    throw thrown
  }
}

function endAsync<Message extends StepEnd>(channel: StepChannel<Message>, message: Message): void {
  channel.asyncStart.publish(message)
  channel.asyncEnd.publish(message)
}

function fail<Message extends StepEnd>(
  channel: StepChannel<Message>,
  message: Message,
  thrown: unknown,
  { isKnown, foreignCode }: Codes,
): void {
  const own = copyForeign(thrown)
  const code = own instanceof RoomCallbacksError && isKnown(own.code) ? own.code : foreignCode
  // Made of the code alone: a message quotes the packet, and a cause is what a handler or a library threw.
  message.error = new Refusal(code as RefusalCode)
  channel.error.publish(message)
}
