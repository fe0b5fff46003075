import assert from 'node:assert/strict'
import {
  allow,
  type BodySource,
  type CommandName,
  commands,
  errorTable,
  type Options,
  type Outcome,
  type Phase,
  type Reply,
  type RoomCallbacksError,
} from '@room-callbacks/core'
import { type NodeRoomCallbacks, roomCallbacks } from '@room-callbacks/node'
import { patience } from '../unhurried.ts'
import { expectCoded, unfit } from './expect-coded.ts'

export const appId = '1400000000'

const before: ReadonlySet<string> = new Set(commands.filter(({ phase }) => phase === 'before').map(({ name }) => name))

/** What a receiver told its handlers and hooks during one delivery. */
export interface Seen {
  readonly events: unknown[]
  readonly unknown: unknown[]
  readonly rejected: { readonly outcome: Outcome; readonly raw: Uint8Array | undefined }[]
  readonly errors: RoomCallbacksError[]
}

export interface Delivery {
  readonly command?: string
  readonly query?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: BodySource | string | Uint8Array
}

/** A receiver with a handler for every command, which remembers what reached which of them. */
export class WatchedReceiver {
  readonly callbacks: NodeRoomCallbacks
  seen: Seen = nothing()

  constructor(options: Options = {}) {
    this.callbacks = roomCallbacks(appId, {
      deduplication: false,
      deadline: patience,
      engineDeadline: patience,
      key: false,
      ...options,
    })
      .on('unknown', (packet) => this.seen.unknown.push(packet))
      .on('rejected', ({ outcome, raw }) => this.seen.rejected.push({ outcome, raw }))
      .on('error', (error) => this.seen.errors.push(error))
    // Handlers of Call v1 need an option, and no packet of it is made up here.
    for (const { name, phase, protocol } of commands) {
      if (protocol !== 'call-v1') this.#handle(name as CommandName, phase)
    }
  }

  /** Delivers a callback, and checks what holds for every one of them. */
  async deliver(delivery: Delivery, among?: readonly Outcome[]): Promise<Reply> {
    this.seen = nothing()
    const reply = expectCoded(await this.receive(delivery), among)
    const { events, unknown, rejected, errors } = this.seen
    if (unfit.includes(reply.outcome)) assert.equal(reply.status, before.has(delivery.command ?? '') ? 200 : 400)
    assert.deepEqual(errors, [], 'nothing fails inside')
    assert.equal(events.length, reply.outcome === 'handled' ? 1 : 0, 'a handler runs for a handled callback only')
    assert.equal(unknown.length, reply.outcome === 'unknown-command' ? 1 : 0)
    assert.deepEqual(
      rejected.map(({ outcome }) => outcome),
      Object.hasOwn(errorTable, reply.outcome) ? [reply.outcome] : [],
      'every refusal is told, once',
    )
    return reply
  }

  /** Delivers a callback and gives the event that its handler saw. */
  async event(delivery: Delivery): Promise<Record<string, unknown>> {
    await this.deliver(delivery, ['handled'])
    return this.seen.events[0] as Record<string, unknown>
  }

  receive({ command = '', query, method = 'POST', headers = {}, body }: Delivery): Promise<Reply> | undefined {
    const isEvent = command.startsWith('RtcEngine.')
    return this.callbacks.receive({
      method,
      query: query ?? (isEvent ? '' : `SdkAppid=${appId}&CallbackCommand=${encodeURIComponent(command)}`),
      headers: isEvent ? { sdkappid: appId, ...headers } : headers,
      body: sourceOf(body),
      remoteAddress: '127.0.0.1',
      host: undefined as never,
    })
  }

  #handle(name: CommandName, phase: Phase): void {
    const handler = (event: unknown) => {
      this.seen.events.push(event)
      return phase === 'answering' ? undefined : allow()
    }
    this.callbacks.on(name, handler as never)
  }
}

function sourceOf(body: Delivery['body']): BodySource {
  if (typeof body === 'string') return { kind: 'bytes', bytes: Buffer.from(body) }
  return body instanceof Uint8Array ? { kind: 'bytes', bytes: body } : body
}

const nothing = (): Seen => ({ events: [], unknown: [], rejected: [], errors: [] })
