import { type Agent, type IncomingMessage, request } from 'node:http'
import { callbackQuery } from '@room-callbacks/testing'
import { packetOf, type SentCallback } from './callback.ts'
import { sdkAppId, token } from './identity.ts'

/** How long Tencent waits for an answer. Unit: ms. */
const patience = 2000

/** Delivers a callback once, as Tencent does. Gives `acknowledged`, or why it is not. */
export function post(port: number, agent: Agent, callback: SentCallback): Promise<string> {
  const { command, body } = packetOf(callback)
  const path = `/?${callbackQuery({ sdkAppId, command, token })}`
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers })
    const settle = (outcome: string): void => {
      clearTimeout(timer)
      resolve(outcome)
    }
    const timer = setTimeout(() => {
      settle('no answer within 2 s')
      sent.destroy()
    }, patience)
    const fail = (error: Error): void => settle((error as NodeJS.ErrnoException).code ?? error.message)
    sent.on('error', fail)
    sent.on('response', (response) => {
      response.on('error', fail)
      void verdictOf(response).then(settle, fail)
    })
    sent.end(body)
  })
}

async function verdictOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  const { ErrorCode, ErrorInfo } = JSON.parse(text) as { ErrorCode: number; ErrorInfo: string }
  return response.statusCode === 200 && ErrorCode === 0 ? 'acknowledged' : `${response.statusCode} ${ErrorInfo}`
}
