export * from '@room-callbacks/core'
export type { PlatformContext, WebOptions } from '@room-callbacks/core/web'
export { roomCallbacks, type WebContext, type WebHost, type WebRoomCallbacks } from './room-callbacks.ts'
