import { callbackQuery, engineHeaders } from '@room-callbacks/testing'
import { key, sdkAppId, token } from './account.ts'

/** Delivers a callback as Tencent does: signed, over HTTP, and not waited for longer than two seconds. Gives the status. */
export async function deliver(url: string, command: string, body: string): Promise<number> {
  const isEvent = command.startsWith('RtcEngine.')
  const query = isEvent ? '' : `?${callbackQuery({ sdkAppId, command, token })}`
  const response = await fetch(`${url}/${query}`, {
    method: 'POST',
    headers: isEvent ? engineHeaders({ sdkAppId, key, body }) : { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(2000),
  })
  await response.arrayBuffer()
  return response.status
}
