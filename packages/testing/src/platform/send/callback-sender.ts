import type { Agent, Dispatcher } from 'undici'
import type { AttemptFailure } from './sent-callback.ts'

/** An answer as it came over the wire. */
export interface CallbackResponse {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly text: string
}

/** Why there is no whole answer. */
interface NoResponse {
  readonly failure: AttemptFailure
  /** The code of the error that broke the connection. */
  readonly detail?: string | undefined
}

/** What came back for one request, and after how long. Unit: ms. */
export type Posted = { readonly latency: number } & (CallbackResponse | NoResponse)

/** One request to a receiver. */
export interface CallbackHttpRequest {
  readonly origin: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

// An answer has three fields, and perhaps a message: more than this is none.
const answerLimit = 262_144

/** Posts callbacks over connections that are kept alive (34354). */
export class CallbackSender {
  readonly #agent: Agent
  /** How long an answer may take. Unit: ms. */
  readonly timeout: number

  private constructor(agent: Agent, timeout: number) {
    this.#agent = agent
    this.timeout = timeout
  }

  /** @param timeout How long an answer may take. Unit: ms. */
  static async hire(timeout: number): Promise<CallbackSender> {
    // Loaded at the first sending: a user of samples alone does not pay for it.
    const { Agent } = await import('undici')
    return new CallbackSender(new Agent({ connectTimeout: timeout, headersTimeout: 0, bodyTimeout: 0 }), timeout)
  }

  post({ origin, path, headers, body }: CallbackHttpRequest): Promise<Posted> {
    const start = performance.now()
    return new Promise((resolve) => {
      let controller: Dispatcher.DispatchController | undefined
      let abandoned: Error | undefined
      let size = 0
      const answer: { status: number; headers: CallbackResponse['headers'] } = { status: 0, headers: {} }
      const chunks: Buffer[] = []
      const settle = (posted: CallbackResponse | NoResponse): void => {
        clearTimeout(timer)
        resolve({ latency: performance.now() - start, ...posted })
      }
      const abandon = (failure: AttemptFailure): void => {
        settle({ failure })
        abandoned = new Error(failure)
        controller?.abort(abandoned)
      }
      const timer = setTimeout(() => abandon('timed-out'), this.timeout)
      this.#agent.dispatch(
        { origin, path, method: 'POST', headers, body },
        {
          onRequestStart: (started) => {
            controller = started
            // Its connection was made too late: nothing is sent any more.
            if (abandoned) started.abort(abandoned)
          },
          onResponseStart: (_controller, status, headers) => {
            Object.assign(answer, { status, headers })
          },
          onResponseData: (_controller, chunk) => {
            size += chunk.length
            if (size > answerLimit) abandon('not-json')
            else chunks.push(chunk)
          },
          onResponseEnd: () => settle({ ...answer, text: Buffer.concat(chunks).toString() }),
          // After a time-out it comes too late to change anything.
          onResponseError: (_controller, error) =>
            settle({ failure: 'connection-failed', detail: (error as NodeJS.ErrnoException).code }),
        },
      )
    })
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}
