import type { RequestListener } from 'node:http'
import { observe } from '@room-callbacks/core/inspect'
import type { Colours } from '../../print/colours.ts'
import { type Arrival, arrivalOf } from '../../receive/arrival.ts'
import { arrivalLines } from '../../receive/arrival-lines.ts'
import { makeReceiver, warningsOf } from '../../receive/make-receiver.ts'
import { serve } from '../../receive/serve.ts'
import type { Run } from '../command-definition.ts'

/** Where it listens, and what it answers. */
export interface ListenFlags {
  readonly port: number
  readonly host: string
  readonly fallback?: 'allow' | 'deny'
  readonly body?: boolean
}

/** Receives until it is ended. */
export const listen: Run<ListenFlags> = async ({ flags, settings, io, output }) => {
  const callbacks = makeReceiver(settings, flags.fallback)
  observe(callbacks, {
    answered(observation) {
      const arrival = arrivalOf(callbacks, observation)
      output.result(arrival, (colours) => [
        ...arrivalLines(arrival, colours, { body: flags.body ?? false }),
        answerLine(arrival, colours),
      ])
    },
  })
  const notFound: RequestListener = ({ method, url = '' }, response) => {
    const [path] = url.split('?', 1)
    output.note(`No callback: ${method} ${path}`)
    response.writeHead(404, { 'content-length': '0' }).end()
  }
  await serve(callbacks.before(notFound as never), flags, io.signal, (url) => {
    output.note(`Listening on ${url} for SDKAppID ${settings.require('sdkAppId')}. Ctrl-C ends it.`)
    for (const warning of warningsOf(settings, flags.host)) output.note(warning)
  })
  await callbacks.close()
  return 'ok'
}

/** What the caller was answered, and how soon. */
function answerLine({ status, answer, responseTimeMs }: Arrival, { cyan }: Colours): string {
  return `  ${cyan('answer')}  ${status}  ${responseTimeMs.toFixed(1)} ms  ${JSON.stringify(answer)}`
}
