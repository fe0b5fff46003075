import { channel } from 'node:diagnostics_channel'

const failures = channel('room-callbacks:inbox-failed')

/** Tells once, on `room-callbacks:inbox-failed`, that Redis fails in the background, until it works again. */
export class Outage {
  #isOn = false
  #isOver = false

  begin(cause: unknown): void {
    if (this.#isOn || this.#isOver) return
    this.#isOn = true
    failures.publish({ cause })
  }

  end(): void {
    this.#isOn = false
  }

  /** There is nobody left to tell: the inbox is closed. */
  stop(): void {
    this.#isOver = true
  }
}
