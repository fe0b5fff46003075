import { Pool } from 'undici'
import type { Settings } from '../options/read-options.ts'

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number
  readonly contentType: string | undefined
  readonly text: string
}

/** The whole address list is some kilobytes. */
const answerLimit = 1_048_576

/** As many as calls of one API may begin in a second: a call that waits for a connection loses time of its own. */
const mostConnections = 200

/** Kept-alive connections to the platform, as 60703 advises. */
export class Connections {
  readonly #pool: Pool

  constructor({ origin, timeout }: Settings) {
    this.#pool = new Pool(origin, {
      connections: mostConnections,
      // The caller has its own clock over the whole attempt; this one only clears away what it left.
      connect: { timeout: timeout + 1000 },
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: answerLimit,
    })
  }

  async post(path: string, body: string, signal: AbortSignal): Promise<RawAnswer> {
    const headers = { 'content-type': 'application/json' }
    const answer = await this.#pool.request({ method: 'POST', path, headers, body, signal })
    const contentType = [answer.headers['content-type']].flat()[0]
    return { status: answer.statusCode, contentType, text: await answer.body.text() }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
