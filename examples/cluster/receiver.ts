import { roomCallbacks } from '@room-callbacks/node'
import { sdkAppId, token } from './account.ts'
import { closeInOrder } from './close-in-order.ts'
import { serve } from './serve.ts'
import { openSharedInbox, placeGiven } from './shared-inbox.ts'

const inbox = await openSharedInbox(placeGiven())

// It stores and answers: `delivery: false` leaves the handlers to the workers.
const callbacks = roomCallbacks(sdkAppId, { token, inbox, delivery: false }).on('rejected', ({ error }) =>
  console.warn(`Refused a callback: ${error.message} ${error.advice}`),
)

await serve(callbacks, closeInOrder(callbacks, inbox))
