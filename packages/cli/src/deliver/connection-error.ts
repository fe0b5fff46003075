import { CliError } from '../errors/cli-error.ts'

const hungUp = 'The server hung up without an answer. Is it http where https is spoken, or did it crash?'

const hints: { readonly [code: string]: string } = {
  ECONNREFUSED: 'Nothing listens there. Does the server run, and on that port?',
  ENOTFOUND: 'There is no such host. Check the name in the URL.',
  EAI_AGAIN: 'The name cannot be resolved now. Check the name in the URL, and the network.',
  ECONNRESET: hungUp,
  EPIPE: hungUp,
  EPROTO: 'It does not speak TLS. Is it http?',
}

const certificateHint = 'Tencent accepts certificates of a trusted authority only (64412), and so does this.'

/** What a failed exchange means; the query, which is signed, is not part of the message. */
export function connectionError(error: unknown, url: URL, timeout: number | undefined): Error {
  const place = url.origin + url.pathname
  if (timeout !== undefined) return new CliError('timed-out', `${place} did not answer within ${timeout} ms.`)
  const { code = '', name } = error as NodeJS.ErrnoException
  if (name === 'AbortError') return error as Error
  const hint = hints[code] ?? (/CERT|TLS|SSL/.test(code) ? certificateHint : undefined)
  return new CliError('unreachable', `${place} cannot be reached: ${code || 'the connection broke'}.`, hint)
}
