import type { Agent, Dispatcher } from 'undici'
import type { AttemptFailure } from './sent-callback.ts'

/** What came back for one request, and after how long. Unit: ms. */
export type Posted = { readonly latency: number } & (
  | { readonly status: number; readonly text: string }
  | { readonly failure: AttemptFailure }
)

/** One request to a receiver. */
export interface Letter {
  readonly origin: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

// An answer has three fields, and perhaps a message: more than this is none.
const answerLimit = 262_144

/** Posts callbacks over connections that are kept alive (34354). */
export class Postman {
  readonly #agent: Agent
  readonly #timeout: number

  private constructor(agent: Agent, timeout: number) {
    this.#agent = agent
    this.#timeout = timeout
  }

  /** @param timeout How long an answer may take. Unit: ms. */
  static async hire(timeout: number): Promise<Postman> {
    // Loaded by those who send: whoever only wants a sample does not pay for it.
    const { Agent } = await import('undici')
    return new Postman(new Agent({ connectTimeout: timeout, headersTimeout: 0, bodyTimeout: 0 }), timeout)
  }

  post({ origin, path, headers, body }: Letter): Promise<Posted> {
    const start = performance.now()
    return new Promise((resolve) => {
      let controller: Dispatcher.DispatchController | undefined
      let status = 0
      let size = 0
      const chunks: Buffer[] = []
      const settle = (posted: { status: number; text: string } | { failure: AttemptFailure }): void => {
        clearTimeout(timer)
        resolve({ latency: performance.now() - start, ...posted })
      }
      const abandon = (failure: AttemptFailure): void => {
        settle({ failure })
        controller?.abort(new Error(failure))
      }
      const timer = setTimeout(() => abandon('timed-out'), this.#timeout)
      this.#agent.dispatch(
        { origin, path, method: 'POST', headers, body },
        {
          onRequestStart: (started) => {
            controller = started
          },
          onResponseStart: (_controller, code) => {
            status = code
          },
          onResponseData: (_controller, chunk) => {
            size += chunk.length
            if (size > answerLimit) abandon('not-json')
            else chunks.push(chunk)
          },
          onResponseEnd: () => settle({ status, text: Buffer.concat(chunks).toString() }),
          // After a time-out it comes too late to change anything.
          onResponseError: () => settle({ failure: 'connection-failed' }),
        },
      )
    })
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}
