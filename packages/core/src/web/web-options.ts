import { callable, type OptionChecks, optionMistake, withoutUndefined } from '../checked-options/option-checks.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'

/** The options of hosts that stand on `Request` and `Response`: those of every receiver, and what only the platform knows. */
export interface WebOptions extends Options {
  /**
   * What keeps the platform from ending before something is done that goes on after the answer: `after` of `next/server`,
   * `waitUntil` of `cloudflare:workers` or `@vercel/functions`. `'process'` says that the process runs on by itself, as a server
   * of Node does. Left out, what comes with a request is used.
   */
  readonly waitUntil?: 'process' | ((work: Promise<unknown>) => void)
  /**
   * Tells the address of the caller, for the `addresses` option. Left out, it is what Deno, Bun and
   * `@hono/node-server` tell of the connection. Only a header that the platform itself writes can be believed.
   *
   * @example
   * roomCallbacks(1400000000, { addresses, remoteAddress: (request) => request.headers.get('cf-connecting-ip') })
   */
  readonly remoteAddress?: (request: Request) => string | null | undefined
}

/** What of them core does not know. */
export type WebSettings = Pick<WebOptions, 'waitUntil' | 'remoteAddress'>

const checks: OptionChecks<WebSettings> = {
  waitUntil: {
    accepts: (value) => value === 'process' || typeof value === 'function',
    expected: "a function, or 'process'",
  },
  remoteAddress: callable,
}

/** Takes apart what core reads and what is the platform's. @throws `invalid-option` */
export function readWebOptions(options: WebOptions): [options: Options, settings: WebSettings] {
  const { waitUntil, remoteAddress, ...others } = options
  const given = withoutUndefined({ waitUntil, remoteAddress }) as WebSettings
  const mistake = optionMistake(given, checks)
  if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
  return [others, given]
}
