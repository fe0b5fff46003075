import type { Seen } from './entry.ts'
import { RepeatedHeaders } from './repeated-headers.ts'

/** A value that is nearly always the same: it is kept once then, and not with every callback. */
class Repeated<Value> {
  #last: Value

  constructor(first: Value) {
    this.#last = first
  }

  of(value: Value): Value {
    if (value !== this.#last) this.#last = value
    return this.#last
  }
}

/** What one callback after the other says in the same words. */
export class Repetitions {
  readonly path: Repeated<string> = new Repeated('/')
  readonly sdkAppId: Repeated<Seen['sdkAppId']> = new Repeated<Seen['sdkAppId']>(undefined)
  readonly headers: RepeatedHeaders = new RepeatedHeaders()
}
