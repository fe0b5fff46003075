import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allow, deny, drop, type RoomCallbacks, replace } from '@room-callbacks/core'
import { type NodeHost, roomCallbacks } from '@room-callbacks/node'
import type { Test } from 'tap'
import { patience } from '../unhurried.ts'

export const sdkAppId = '1400000000'
export const token = 'tRtcWebhookToken01'
/** What a run needs to be taken by the receiver. */
export const account = { ROOM_CALLBACKS_SDKAPPID: sdkAppId, ROOM_CALLBACKS_TOKEN: token }

/** A server for one test. */
export interface TestServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Listens on a free port until the test is over. */
export async function serveFor(t: Test, listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
  }
  t.teardown(close)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** A receiver as a user would write it, with what it heard. */
export async function receiverFor(t: Test): Promise<TestServer & { readonly heard: Heard[] }> {
  const heard: Heard[] = []
  const callbacks = roomCallbacks(sdkAppId, { token, deadline: patience })
  decide(callbacks).on('*', (event, context) => {
    heard.push({ event: { ...event }, context })
  })
  return { ...(await serveFor(t, callbacks)), heard }
}

/** A callback that was handled. */
export interface Heard {
  readonly event: Record<string, unknown>
  readonly context: { readonly command: string; readonly raw: Uint8Array; readonly clientIp: string | undefined }
}

/** Decides by what the packet says, so that each test can ask for the verdict it wants. */
function decide(callbacks: RoomCallbacks<NodeHost>): RoomCallbacks<NodeHost> {
  callbacks.on('Live.CallbackBeforeSendGift', ({ GiftWater: { Count } }) =>
    Count > 99 ? deny(102101, 'Not enough coins') : Count > 9 ? deny() : allow(),
  )
  return callbacks.on('Group.CallbackBeforeSendMsg', ({ From_Account }) =>
    From_Account === 'muted' ? drop() : From_Account === 'rude' ? replace({ CloudCustomData: '***' }) : allow(),
  )
}
