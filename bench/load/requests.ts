import { createHmac } from 'node:crypto'
import { callbackQuery } from '@room-callbacks/testing'
import { sdkAppId, token } from '../identity.mjs'
import { uniqueBodies } from './bodies.ts'

/** Who the load pretends to be: Tencent, Tencent with a wrong token, or GitHub. */
export type Dialect = 'tencent' | 'forged' | 'github'

/** Makes the bytes of one request after the other, each signed freshly, from a body if one is given. */
export type MakeRequest = (body?: string) => string

export const requests: { readonly [dialect in Dialect]: () => MakeRequest } = {
  tencent: () => tencentRequests(token),
  forged: () => tencentRequests('another token'),
  github: githubRequests,
}

function tencentRequests(signedWith: string): MakeRequest {
  const nextBody = uniqueBodies()
  let requestTime = 0
  let query = ''
  return (body = nextBody()) => {
    // The window is 60 s, and a run may be longer.
    const now = Math.floor(Date.now() / 1000)
    if (now !== requestTime) {
      requestTime = now
      query = callbackQuery({ sdkAppId, command: 'Room.CallbackAfterCreateRoom', token: signedWith, requestTime })
    }
    return post(`/callbacks?${query}`, '', body)
  }
}

function githubRequests(): MakeRequest {
  const nextBody = uniqueBodies()
  let delivery = 0
  return (body = nextBody()) => {
    const signature = createHmac('sha256', token).update(body).digest('hex')
    const headers =
      `x-github-event: ping\r\nx-github-delivery: ${++delivery}\r\n` + `x-hub-signature-256: sha256=${signature}\r\n`
    return post('/callbacks', headers, body)
  }
}

const post = (target: string, headers: string, body: string) =>
  `POST ${target} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${headers}` +
  `content-length: ${body.length}\r\n\r\n${body}`
