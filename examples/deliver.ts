import { callbackQuery } from '@room-callbacks/testing'
import { sdkAppId, token } from './account.ts'

/** Delivers a callback as Tencent does: signed, over HTTP, and not waited for longer than two seconds. Gives the status. */
export async function deliver(url: string, command: string, body: string): Promise<number> {
  const response = await fetch(`${url}/?${callbackQuery({ sdkAppId, command, token })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(2000),
  })
  await response.arrayBuffer()
  return response.status
}
