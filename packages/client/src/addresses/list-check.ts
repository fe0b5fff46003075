import { addressCheck } from '@room-callbacks/core'
import type { AddressList } from '../apis/address-list-api.ts'
import { PlatformError } from '../errors/platform-error.ts'

/** Whether an address is on a list. */
export type ListCheck = (address: string) => boolean

/** The check for lists of the platform. @throws PlatformError `unexpected-answer` for one that cannot be right */
export function listCheck(lists: readonly AddressList[]): ListCheck {
  const facts = { api: 'v4/ConfigSvc/GetIPList', requestId: lists[0]?.RequestId }
  const entries = lists.flatMap(({ IPList }) => IPList)
  // No request could pass any more.
  if (entries.length === 0) throw new PlatformError('unexpected-answer', { ...facts, detail: 'The list is empty.' })
  try {
    return addressCheck(entries)
  } catch (cause) {
    throw new PlatformError('unexpected-answer', {
      ...facts,
      detail: 'Its IPList is not of the documented form.',
      cause,
    })
  }
}
