import { messageText } from '@room-callbacks/core'
import type { CallView } from '../calls/call-operations.ts'
import type { FriendResult, GroupMessageResult, GroupResult, InvitationResult } from '../chat/chat-results.ts'
import type { GiftResult, MessageResult } from '../rooms/results.ts'

/** What the client of a step saw, for people. */
export interface ResultDescription {
  /** A few words, such as `blocked 102101 Not enough coins`. */
  readonly text: string
  /** Whether the client got what it asked for: all of it, something else, or nothing. */
  readonly kind: 'passed' | 'changed' | 'refused'
}

type Seen = MessageResult | GiftResult | GroupMessageResult | GroupResult | InvitationResult

/**
 * Describes the result of a step that the platform asks about first, or of the end of a call. Other steps show
 * nothing: `undefined`.
 *
 * @example
 * await playScenario(platform, scenarios.liveWithGifts, {
 *   onStep: ({ text, result }) => console.log(text, describeResult(result)?.text ?? ''), // dave sends a castle blocked
 * })
 */
export function describeResult(result: unknown): ResultDescription | undefined {
  if (Array.isArray(result)) return { text: result.map(describeFriend).join(', '), kind: 'changed' }
  const ended = (result as Partial<CallView> | undefined)?.CallResult
  if (ended !== undefined) return { text: `call over: ${ended}`, kind: 'changed' }
  const seen = result as Seen | undefined
  switch (seen?.status) {
    case 'delivered':
      return { text: `delivered: ${messageText(seen.MsgBody)}`, kind: 'passed' }
    case 'dropped':
      return { text: 'dropped, its sender sees success', kind: 'changed' }
    case 'sent':
    case 'created':
      return { text: seen.status, kind: 'passed' }
    case 'invited':
      return { text: `${seen.joined.join(', ')} joined, ${seen.refused.join(', ')} refused`, kind: 'changed' }
    case 'refused':
    case 'blocked':
      return {
        text: [seen.status, seen.code, seen.text].filter((part) => part !== undefined).join(' '),
        kind: 'refused',
      }
    default:
      return undefined
  }
}

const describeFriend = (friend: FriendResult): string =>
  friend.status === 'refused' ? `${friend.To_Account}: ${friend.text}` : `${friend.To_Account}: ${friend.status}`
