import { callbackQuery } from '@room-callbacks/testing'

/** A callback that is signed for the examples. */
export function signedRequest(url: string, command: string, body: object, token = 'example-token'): Request {
  const query = callbackQuery({ sdkAppId: 1400000000, command, token })
  return new Request(`${url}?${query}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}
