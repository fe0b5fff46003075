export * from '@room-callbacks/core'
export type { EventValues, HttpEvent } from './http-event.ts'
export {
  type FunctionHandler,
  type FunctionHost,
  type FunctionOptions,
  type FunctionResult,
  type FunctionRoomCallbacks,
  roomCallbacks,
} from './room-callbacks.ts'
