/** For adapters whose users choose the families that they receive, so that the bundle of an edge function holds no others. */

export { didYouMean } from '../errors/did-you-mean.ts'
export { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
export { refuseOtherHost } from '../errors/wrong-host.ts'
export * from '../generated/families.ts'
export { GiveUpError, RetryLaterError } from '../handlers/attempt-errors.ts'
export { messageText } from '../protocol/message-text.ts'
export { allow, answer, deny, drop, replace } from '../protocol/verdict.ts'
export {
  createFamilyCallbacks,
  type FamilyOptions,
  type KindOf,
  type NameOfFamilies,
} from './create-family-callbacks.ts'
export type { FamilyCallbacks } from './family-callbacks.ts'
