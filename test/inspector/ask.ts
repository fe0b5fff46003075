import { type IncomingHttpHeaders, request } from 'node:http'

/** What is asked. */
export interface Question {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What came back. */
export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: the type that the test expects
  readonly json: any
}

/** The secret of the inspectors in the tests. */
export const secret = 'the secret of the tests'

/** What shows it. */
export const authorized = { authorization: `Bearer ${secret}` } as const

/** The query of an address that shows it. */
export const secretQuery = `secret=${encodeURIComponent(secret)}`

/** Asks a server as a user who knows the secret. */
export const ask = (url: string, question: Question = {}): Promise<Reply> =>
  askAsStranger(url, { ...question, headers: { ...authorized, ...question.headers } })

/** Asks a server, with no other headers than these: `fetch` would write some of them itself. */
export function askAsStranger(url: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = response.headers['content-type'] === 'application/json'
        const json = isJson ? JSON.parse(text) : undefined
        resolve({ status: response.statusCode as number, headers: response.headers, text, json })
      })
    })
    asking.on('error', reject).end(body)
  })
}

/** Asks a server to do something. */
export const post = (url: string, value: unknown, headers: Question['headers'] = {}): Promise<Reply> =>
  ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof value === 'string' ? value : JSON.stringify(value),
  })
