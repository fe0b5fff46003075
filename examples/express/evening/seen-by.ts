import { messageText } from '@room-callbacks/express'
import type {
  CallView,
  FriendResult,
  GiftResult,
  GroupMessageResult,
  GroupResult,
  InvitationResult,
  MessageResult,
} from '@room-callbacks/testing'

/** What a client saw of its step, in a word or two, and how it is coloured. */
export interface Sight {
  readonly words: string
  readonly style: 'green' | 'yellow' | 'red'
}

type Seen = MessageResult | GiftResult | GroupMessageResult | GroupResult | InvitationResult

/** What the client saw of a step that is asked about first, or of the end of a call; other steps show nothing. */
export function seenBy(result: unknown): Sight | undefined {
  if (Array.isArray(result)) return { words: result.map(friendWords).join(', '), style: 'yellow' }
  const ended = (result as Partial<CallView> | undefined)?.CallResult
  if (ended !== undefined) return { words: `call over: ${ended}`, style: 'yellow' }
  const seen = result as Seen | undefined
  switch (seen?.status) {
    case 'delivered':
      return { words: `delivered: ${messageText(seen.MsgBody)}`, style: 'green' }
    case 'dropped':
      return { words: 'seems delivered', style: 'yellow' }
    case 'sent':
    case 'created':
      return { words: seen.status, style: 'green' }
    case 'invited':
      return { words: `${seen.joined.join(', ')} joined, ${seen.refused.join(', ')} refused`, style: 'yellow' }
    case 'refused':
    case 'blocked':
      return { words: [seen.status, seen.code, seen.text].filter((part) => part !== undefined).join(' '), style: 'red' }
    default:
      return undefined
  }
}

const friendWords = (friend: FriendResult): string =>
  friend.status === 'refused' ? `${friend.To_Account}: ${friend.text}` : `${friend.To_Account}: ${friend.status}`
