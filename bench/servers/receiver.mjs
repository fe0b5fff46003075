import { sdkAppId, token } from '../identity.mjs'
import { createRoom } from './rooms.mjs'

/** Our receiver as every host mounts it: signature, validation and de-duplication on, one handler. */
export const receiver = (roomCallbacks) =>
  roomCallbacks(sdkAppId, { token }).on('Room.CallbackAfterCreateRoom', createRoom)
