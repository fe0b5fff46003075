export * from '@room-callbacks/core'
export type { HttpEvent } from './http-event.ts'
export {
  type FunctionHost,
  type FunctionOptions,
  type FunctionResult,
  type FunctionRoomCallbacks,
  roomCallbacks,
} from './room-callbacks.ts'
