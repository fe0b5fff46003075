import { CliError } from '../errors/cli-error.ts'

/** What helps, by the code of the failure. */
const hints: readonly (readonly [codes: RegExp, hint: string])[] = [
  [/^ECONNREFUSED$/, 'Nothing listens there. Does the server run, and on that port?'],
  [/^ENOTFOUND$/, 'There is no such host. Check the name in the URL.'],
  [/^EAI_AGAIN$/, 'The name cannot be resolved now. Check the name in the URL, and the network.'],
  [/CERT|LEAF/, 'Tencent accepts certificates of a trusted authority only (64412), and so does this.'],
  [/^EPROTO$|_SSL_/, 'It does not speak TLS as this does. Is it http?'],
]

/** What a failed exchange means; the query, which is signed, is not part of the message. */
export function connectionError(error: unknown, url: URL, timeout: number | undefined): Error {
  if (error instanceof CliError) return error
  const place = placeOf(url)
  if (timeout !== undefined) return new CliError('timed-out', `${place} did not answer within ${timeout} ms.`)
  const { code, name } = error as NodeJS.ErrnoException
  if (name === 'AbortError') return error as Error
  if (/^(ECONNRESET|EPIPE)$/.test(String(code))) {
    return new CliError('connection-lost', `${place} hung up without an answer: ${code}.`)
  }
  const hint = hints.find(([codes]) => codes.test(String(code)))?.[1]
  return new CliError('unreachable', `${place} cannot be reached: ${code}.`, hint)
}

/** The error for an answer that is too large to be one. */
export const oversizeAnswer = (url: URL): CliError =>
  new CliError('oversize-answer', `${placeOf(url)} answers with more than 10 MiB.`)

const placeOf = ({ origin, pathname }: URL): string => origin + pathname
