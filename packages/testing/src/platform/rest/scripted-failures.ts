import type { ServerResponse } from 'node:http'
import { flag, integer, type OptionChecks, text } from '@room-callbacks/core/checked-options'
import { requireOptions } from '../options/option-checks.ts'
import { SimulationError } from '../simulation-error.ts'
import { errorTexts, RestFailure } from './error-codes.ts'
import type { ScriptedFailure } from './scripted-failure.ts'

const checks: OptionChecks<ScriptedFailure> = {
  api: text(1, 100),
  times: integer(1),
  status: integer(400, 599),
  code: integer(1),
  html: flag,
  truncated: flag,
  hang: flag,
  reset: flag,
}
const ways = ['status', 'code', 'html', 'truncated', 'hang', 'reset'] as const

const page = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/** What was told to fail, and has not failed yet. */
export class ScriptedFailures {
  #waiting: { readonly failure: ScriptedFailure; left: number }[] = []

  /** @throws `invalid-option` */
  add(failure: ScriptedFailure, apis: ReadonlyMap<string, unknown>): void {
    requireOptions('failNext()', failure, checks)
    const { times = 1, ...rest } = failure
    const api = rest.api?.replace(/^\/?v4\//, '')
    if (api !== undefined && !apis.has(api)) {
      throw new SimulationError('invalid-option', `failNext(): api must be one of ${[...apis.keys()].join(', ')}.`)
    }
    const chosen = ways.filter((way) => failure[way] !== undefined && failure[way] !== false)
    if (chosen.length !== 1) throw new SimulationError('invalid-option', `failNext(): give one of ${ways.join(', ')}.`)
    this.#waiting.push({ failure: api === undefined ? rest : { ...rest, api }, left: times })
  }

  /** The failure that a call of an API meets, which is spent by it. */
  take(api: string): ScriptedFailure | undefined {
    const found = this.#waiting.find(({ failure }) => failure.api === undefined || failure.api === api)
    if (!found) return undefined
    found.left -= 1
    this.#waiting = this.#waiting.filter(({ left }) => left > 0)
    return found.failure
  }
}

/** Fails as told, unless it is a code: that is an answer like any other. @throws RestFailure */
export function fail({ status = 200, code, truncated, hang, reset }: ScriptedFailure, response: ServerResponse): void {
  if (code !== undefined) throw new RestFailure(code, code in errorTexts ? undefined : 'scripted')
  if (hang) return
  if (reset) response.socket?.resetAndDestroy()
  else if (truncated) response.writeHead(200, { 'content-type': 'application/json' }).end('{"ActionStatus":"OK","Err')
  else response.writeHead(status, { 'content-type': 'text/html' }).end(page)
}
