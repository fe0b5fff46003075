export * from '@room-callbacks/core'
export { type ExpressHost, type ExpressRoomCallbacks, roomCallbacks } from './room-callbacks.ts'
