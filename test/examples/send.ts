import { callbackQuery } from '@room-callbacks/testing'

/** Delivers a packet as Tencent does, with the app and the token of the examples. */
export async function send(url: string, packet: object | string): Promise<Record<string, unknown>> {
  const body = typeof packet === 'string' ? packet : JSON.stringify(packet)
  const { CallbackCommand: command } = JSON.parse(body) as { CallbackCommand: string }
  const query = callbackQuery({ sdkAppId: 1400000000, command, token: 'example-token' })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/?${query}`, { method: 'POST', headers, body })
  return (await response.json()) as Record<string, unknown>
}

/** What a GET of an example gives. */
export async function look(url: string): Promise<unknown> {
  const response = await fetch(url)
  return response.json()
}

/** The answer to what already happened. */
export const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }
