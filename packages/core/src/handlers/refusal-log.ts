import { adviceOf, causeText } from '../errors/error-text.ts'
import { printable } from '../errors/printable.ts'
import type { RefusalCode } from '../errors/refusals.ts'
import type { Rejection } from './handler-types.ts'
import { print } from './print.ts'

/** How long further refusals of a code are only counted. Unit: ms. */
const pause = 60_000

// No command of Tencent's is as long, and an SDKAppID has ten digits.
const longestWord = 60

/** The refusals of one code since the last line about them. */
interface Counted {
  count: number
  last: Noted
}

type Noted = Pick<Rejection, 'error' | 'receivedAs' | 'sdkAppId'>

/**
 * Prints refusals that no hook hears: the first of a code at once, further ones once a minute with their number. A flood
 * costs a line a minute, and memory for as many entries as there are codes.
 */
export class RefusalLog {
  readonly #counted = new Map<RefusalCode, Counted>()

  note({ error, receivedAs, sdkAppId }: Noted): void {
    const last = { error, receivedAs, sdkAppId }
    const counted = this.#counted.get(error.code)
    if (counted) {
      counted.count++
      counted.last = last
      return
    }
    print(lineOf(last, 'one callback'))
    this.#counted.set(error.code, { count: 0, last })
    this.#wait(error.code)
  }

  /** Prints what was only counted so far. */
  flush(): void {
    for (const counted of this.#counted.values()) tell(counted)
  }

  #wait(code: RefusalCode): void {
    setTimeout(() => {
      const counted = this.#counted.get(code) as Counted
      if (counted.count === 0) {
        this.#counted.delete(code)
        return
      }
      tell(counted)
      this.#wait(code)
      // A log must not keep the process alive.
    }, pause).unref()
  }
}

function tell(counted: Counted): void {
  const { count, last } = counted
  if (count === 0) return
  counted.count = 0
  print(lineOf(last, count === 1 ? 'one more callback' : `${count} more callbacks`))
}

function lineOf({ error, receivedAs, sdkAppId = '' }: Noted, what: string): string {
  const { code, status, message } = error
  const which = `The last was ${word(receivedAs)} of app ${word(sdkAppId)}.`
  return `room-callbacks: refused ${what}: ${code} (${status}). ${message}${causeText(error)} ${adviceOf(error)} ${which}`
}

const word = (text: string): string => `"${printable(text, longestWord)}"`
