import type { CommandName } from '@room-callbacks/core'

/** Where a callback stands. `lost`: it was acknowledged, and the store forgot it. */
export type CallbackState = 'sent' | 'waiting' | 'running' | 'delayed' | 'handled' | 'dead' | 'lost'

/** How the platform sees its delivery. */
export type Delivered = 'acknowledged' | 'refused' | 'timed-out'

/** One callback, from its sending until it is handled. */
export class Callback {
  readonly command: CommandName
  readonly isBefore: boolean
  readonly room: number
  /** Unit: ms since the start. */
  readonly sentAt: number
  /** What the platform does when it is answered. */
  readonly onAnswered: (() => void) | undefined
  state: CallbackState = 'sent'
  delivered: Delivered | undefined
  /** Attempts that began. */
  attempts = 0
  /** How often its handler came to its end: more than once only after a crash. */
  effects = 0
  /** Which of the attempts holds it: one that was taken over settles nothing. */
  hold = 0
  storedAt = 0

  constructor(command: CommandName, isBefore: boolean, room: number, sentAt: number, onAnswered?: () => void) {
    this.command = command
    this.isBefore = isBefore
    this.room = room
    this.sentAt = sentAt
    this.onAnswered = onAnswered
  }
}
