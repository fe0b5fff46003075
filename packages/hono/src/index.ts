export * from '@room-callbacks/core'
export type { WebOptions } from '@room-callbacks/core/web'
export { type HonoHost, type HonoRoomCallbacks, roomCallbacks } from './room-callbacks.ts'
