export * from '@room-callbacks/core'
export { type NodeHost, type NodeRoomCallbacks, type RequestListener, roomCallbacks } from './room-callbacks.ts'
