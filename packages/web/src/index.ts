export * from '@room-callbacks/core'
export type { PlatformContext, WebOptions } from '@room-callbacks/core/web'
export { roomCallbacks } from './room-callbacks.ts'
export type { WebContext, WebHost, WebMiddleware, WebRoomCallbacks } from './web-callable.ts'
