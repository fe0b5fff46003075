/** What the server says when it will not. */
interface Refusal {
  readonly error: { readonly code: string; readonly message: string }
}

/** Thrown when the server will not. */
export class Refused extends Error {
  /** Whether it asks for its secret. */
  readonly isLocked: boolean

  constructor({ error: { code, message } }: Refusal) {
    super(message)
    this.isLocked = code === 'locked'
  }
}

// Relative, so that the page works wherever it is mounted.
const address = (path: string): string => `api/${path}`

/** Asks the server for something. */
export async function get<Value>(path: string): Promise<Value> {
  return answerOf(await fetch(address(path)))
}

/** Has the server do something. */
export async function post<Value>(path: string, body: string): Promise<Value> {
  const headers = { 'content-type': 'application/json' }
  return answerOf(await fetch(address(path), { method: 'POST', headers, body }))
}

async function answerOf<Value>(response: Response): Promise<Value> {
  const value: unknown = await response.json()
  if (!response.ok) throw new Refused(value as Refusal)
  return value as Value
}
