export * from '@room-callbacks/core'
export { type KoaHost, type KoaRoomCallbacks, roomCallbacks } from './room-callbacks.ts'
