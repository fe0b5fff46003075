import type { IncomingMessage } from 'node:http'
import { queryOf } from '@room-callbacks/core/http'
import { type Observation, observe } from '@room-callbacks/core/inspect'
import type { NodeRoomCallbacks } from '@room-callbacks/node'
import { type Arrival, arrivalOf } from '../../receive/arrival.ts'

/** What a request is received with, by which its observation finds it. */
interface Slot {
  observation?: Observation
}

/** What the receiver makes of requests that another server answers. */
export class Examination {
  readonly #callbacks: NodeRoomCallbacks

  constructor(callbacks: NodeRoomCallbacks) {
    this.#callbacks = callbacks
    observe(callbacks, {
      answered(observation, { request }) {
        const slot = request.host as Slot
        slot.observation = observation
      },
    })
  }

  /** What would become of a request here; undefined when it is no callback. */
  async examine({ method, url, headers, socket }: IncomingMessage, bytes: Uint8Array): Promise<Arrival | undefined> {
    const slot: Slot = {}
    await this.#callbacks.receive({
      method: method as string,
      query: queryOf(url as string),
      headers,
      body: { kind: 'bytes', bytes },
      remoteAddress: socket.remoteAddress,
      host: slot as never,
    })
    return slot.observation && arrivalOf(this.#callbacks, slot.observation)
  }

  async close(): Promise<void> {
    await this.#callbacks.close()
  }
}
