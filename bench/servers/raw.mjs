import { createServer } from 'node:http'
import { fail, handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const [okText, failText] = [ok, fail].map((answer) => JSON.stringify(answer))

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    try {
      handle(JSON.parse(chunks.length === 1 ? chunks[0].toString() : Buffer.concat(chunks).toString()))
      answer(response, 200, okText)
    } catch {
      answer(response, 400, failText)
    }
  })
})

function answer(response, status, text) {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length })
  response.end(text)
}

serve(server)
