import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Platform, startPlatform } from '@room-callbacks/testing'
import { giftShop, sdkAppId, token } from './gift-shop.ts'

/** The app on a port, and a platform that calls it back. */
export interface Stage {
  readonly platform: Platform
  /** What the app says at a path. */
  readonly ask: (path: string) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Starts both. Nothing of the app is replaced: it receives what Tencent would send, signed. */
export async function openStage(): Promise<Stage> {
  const { app, callbacks } = giftShop({ bob: 100 })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const platform = await startPlatform({ sdkAppId: Number(sdkAppId) })
  platform.configure({ url, token })
  return {
    platform,
    ask: async (path) => (await fetch(url + path)).json(),
    async close() {
      await platform.close()
      server.close()
      server.closeAllConnections()
      await callbacks.close()
    },
  }
}
