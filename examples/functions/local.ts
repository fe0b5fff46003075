import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { handler } from './index.ts'

const { PORT = '3000' } = process.env

// A function has no port of its own: this calls it on your machine, as a function URL of Lambda does.
const server = createServer(async (request, response) => {
  const result = await handler({
    rawQueryString: request.url?.split('?')[1] ?? '',
    headers: request.headers as Record<string, string>,
    requestContext: { http: { method: request.method ?? '', sourceIp: request.socket.remoteAddress ?? '' } },
    body: (await buffer(request)).toString('base64'),
    isBase64Encoded: true,
  })
  response.writeHead(result.statusCode, result.headers).end(result.body)
})
server.listen(Number(PORT), () => {
  console.log(`Listening on http://localhost:${(server.address() as AddressInfo).port}`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close())
