import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Delivered, HttpSender } from '../../deliver/deliver.ts'
import { makeReceiver, warningsOf } from '../../receive/make-receiver.ts'
import { readAll } from '../../receive/read-all.ts'
import { serve } from '../../receive/serve.ts'
import { parseUrl } from '../../settings/settings.ts'
import type { Run } from '../command-definition.ts'
import { Examination } from './examination.ts'
import { passOn, respond } from './pass-on.ts'
import { reportForwarded } from './report-forwarded.ts'

/** From where to where. */
export interface ForwardFlags {
  readonly to: string
  readonly port: number
  readonly host: string
  /** Unit: ms. */
  readonly timeout: number
  readonly trustProxy?: boolean
  readonly body?: boolean
}

/** Bytes of a body that are passed on at most: forty times what the receiver reads. */
const bodyLimit = 10_485_760

/** Passes requests on until it is ended. */
export const forward: Run<ForwardFlags> = async ({ flags, settings, io, output }) => {
  const target = parseUrl(flags.to, '--to')
  const way = { target, trustsProxy: flags.trustProxy ?? false }
  const examination = new Examination(makeReceiver(settings, undefined))
  // No signal: what is under way when this is ended is still passed on, and answered.
  const courier = new HttpSender(flags.timeout)
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request, bodyLimit)
    if (!body) return void response.writeHead(413, { connection: 'close' }).end()
    const delivery = passOn(request, body, way)
    if (!delivery) {
      output.note(`Refused: ${request.method} ${request.url} leaves the path of --to.`)
      return void response.writeHead(400, { connection: 'close' }).end()
    }
    const arrival = await examination.examine(request, body)
    const forwarded = await courier.deliver(delivery).catch((error: Error) => error)
    respond(response, forwarded)
    reportForwarded(output, { request, arrival, forwarded }, { body: flags.body ?? false })
  }
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // Who hangs up in the middle of a body waits for nothing.
    pass(request, response).catch(() => response.destroy())
  }
  await serve(listener, flags, io.signal, (url) => {
    output.note(`Listening on ${url}, passing on to ${target.href}. Ctrl-C ends it.`)
    for (const warning of warningsOf(settings, flags.host)) output.note(warning)
  })
  courier.close()
  await examination.close()
  return 'ok'
}

/** What came of passing a request on. */
export type Forwarded = Delivered | Error
