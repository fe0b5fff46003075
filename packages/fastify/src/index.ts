export * from '@room-callbacks/core'
export { type FastifyHost, type FastifyRoomCallbacks, roomCallbacks } from './room-callbacks.ts'
