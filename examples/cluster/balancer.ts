import type { RequestListener } from 'node:http'
import { createProxyServer } from 'httpxy'

/** Hands each request to the next of the receivers, in turn. */
export function balance(receivers: readonly string[]): RequestListener {
  // A receiver must see that it is not asked directly.
  const proxy = createProxyServer({ proxyTimeout: 2000, xfwd: true })
  let turn = 0
  return (request, response) => {
    turn = (turn + 1) % receivers.length
    // A receiver that is gone has stored nothing: saying so is all there is to do.
    proxy.web(request, response, { target: receivers[turn] as string }).catch(() => {
      if (!response.headersSent) response.writeHead(502)
      response.end()
    })
  }
}
