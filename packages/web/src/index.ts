export * from '@room-callbacks/core'
export type { PlatformContext, WebOptions } from '@room-callbacks/core/web'
export { roomCallbacks } from './room-callbacks.ts'
export type { WebContext, WebHost, WebRoomCallbacks } from './web-callable.ts'
