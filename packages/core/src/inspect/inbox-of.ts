import type { Inbox } from '../inbox/inbox.ts'
import { receiverOf } from '../receiver/receiver-of.ts'

/**
 * The inbox of a receiver, for tools that show it; undefined where it has none.
 *
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned
 * @example
 * const letters = await inboxOf(callbacks)?.list('dead')
 */
export const inboxOf = (callbacks: object): Inbox | undefined => receiverOf(callbacks).services.settings.inbox
