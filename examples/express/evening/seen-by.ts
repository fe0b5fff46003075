import { messageText } from '@room-callbacks/express'
import type { GiftResult, MessageResult } from '@room-callbacks/testing'

/** What a client saw of its step, in a word or two, and how it is coloured. */
export interface CallbackRecord {
  readonly words: string
  readonly style: 'green' | 'yellow' | 'red'
}

/** What the sender of a message or of a gift saw; other steps show their clients nothing. */
export function seenBy(result: unknown): CallbackRecord | undefined {
  const seen = result as MessageResult | GiftResult | undefined
  switch (seen?.status) {
    case 'delivered':
      return {
        words: `delivered: ${messageText(seen.MsgBody)}`,
        style: 'green',
      }
    case 'dropped':
      return { words: 'seems delivered', style: 'yellow' }
    case 'sent':
      return { words: 'sent', style: 'green' }
    case 'refused':
    case 'blocked':
      return { words: [seen.status, seen.code, seen.text].filter((part) => part !== undefined).join(' '), style: 'red' }
    default:
      return undefined
  }
}
