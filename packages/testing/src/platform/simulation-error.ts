/** The code of an error of the simulated platform. */
export type SimulationErrorCode =
  | 'invalid-option'
  | 'platform-closed'
  | 'sender-closed'
  | 'no-such-room'
  | 'room-exists'
  | 'too-many-rooms'
  | 'room-full'
  | 'wrong-product'
  | 'invalid-field'
  | 'already-in-room'
  | 'not-in-room'
  | 'no-such-seat'
  | 'seat-taken'
  | 'seat-locked'
  | 'not-on-a-seat'
  | 'too-much-metadata'
  | 'messages-disabled'
  | 'in-a-battle'
  | 'no-such-battle'
  | 'not-invited'
  | 'already-recording'
  | 'not-recording'
  | 'no-such-group'
  | 'group-exists'
  | 'wrong-group-type'
  | 'already-in-group'
  | 'not-in-group'
  | 'no-such-topic'
  | 'no-such-message'
  | 'no-such-request'
  | 'not-friends'
  | 'no-such-official-account'
  | 'official-account-exists'
  | 'no-such-call'
  | 'not-in-call'
  | 'already-in-call'

/**
 * What each error means, and what to do about it.
 *
 * @example
 * console.log(simulationErrors['seat-taken'].advice)
 */
export const simulationErrors: { readonly [code in SimulationErrorCode]: { message: string; advice: string } } = {
  'invalid-option': {
    message: 'An option of the simulated platform is not valid.',
    advice: 'Correct what the message names. The types of the package describe each option, its unit and its default.',
  },
  'platform-closed': {
    message: 'The platform is closed.',
    advice: 'Start another one, or close it after the last operation.',
  },
  'sender-closed': { message: 'The sender is closed.', advice: 'Open another one, or close it after the last packet.' },
  'no-such-room': {
    message: 'There is no room of that id.',
    advice: 'Create it first; a room that was destroyed is gone.',
  },
  'room-exists': { message: 'There is a room of that id.', advice: 'Use another RoomId, or destroy that room first.' },
  'too-many-rooms': {
    message: 'There are as many live rooms as roomLimit allows.',
    advice: 'Destroy rooms, or raise roomLimit.',
  },
  'room-full': { message: 'The room has as many members as MaxMemberCount allows.', advice: 'Raise MaxMemberCount.' },
  'wrong-product': {
    message: 'The product of this room has no such operation.',
    advice: 'Use a room of the other product.',
  },
  'invalid-field': {
    message: 'The packet of this product has no such field.',
    advice: 'See the interface of the event in @room-callbacks/core.',
  },
  'already-in-room': { message: 'The account is in the room.', advice: 'Let it leave first.' },
  'not-in-room': { message: 'The account is not in the room.', advice: 'Let it enter first.' },
  'no-such-seat': { message: 'The room has no such seat.', advice: 'Seats are counted from 0 to MaxSeatCount - 1.' },
  'seat-taken': { message: 'Another member sits there.', advice: 'Take another seat, or let that member leave it.' },
  'seat-locked': { message: 'The seat is locked.', advice: 'Unlock it first.' },
  'not-on-a-seat': { message: 'The account is on no seat.', advice: 'Let it take a seat first.' },
  'too-much-metadata': {
    message: 'A room has at most 10 keys of metadata, and a value at most 2048 bytes.',
    advice: 'Delete keys, or shorten the value.',
  },
  'messages-disabled': {
    message: 'Messages are forbidden in this room.',
    advice: 'Set IsMessageDisabled to false first.',
  },
  'in-a-battle': {
    message: 'A room is in a battle already, or named twice.',
    advice: 'End that battle first, or name each room once.',
  },
  'no-such-battle': { message: 'There is no such battle going on.', advice: 'Create it first.' },
  'not-invited': { message: 'The room takes no part in the battle.', advice: 'Invite it first.' },
  'already-recording': { message: 'The room is being recorded.', advice: 'Stop that recording first.' },
  'not-recording': { message: 'The room is not being recorded.', advice: 'Start a recording first.' },
  'no-such-group': {
    message: 'There is no group of that id.',
    advice: 'Create it first; a group that was destroyed is gone.',
  },
  'group-exists': { message: 'There is a group of that id.', advice: 'Use another GroupId, or leave it out.' },
  'wrong-group-type': {
    message: 'A group of this type has no such operation.',
    advice: 'Topics are for a Community, read receipts for all others, the state of members for an AVChatRoom.',
  },
  'already-in-group': { message: 'The account is in the group, or is named twice.', advice: 'Name each account once.' },
  'not-in-group': { message: 'The account is not in the group.', advice: 'Let it join first.' },
  'no-such-topic': { message: 'The group has no topic of that id.', advice: 'Create it first, with createTopic().' },
  'no-such-message': {
    message: 'There is no such message.',
    advice: 'Use the MsgKey or MsgSeq of a result; a message that was recalled is gone, and 1000 are kept.',
  },
  'no-such-request': { message: 'That user did not ask to become a friend.', advice: 'Call addFriends() first.' },
  'not-friends': { message: 'The users are no friends.', advice: 'Call addFriends() first.' },
  'no-such-official-account': {
    message: 'There is no such official account.',
    advice: 'Create it first, with createOfficialAccount().',
  },
  'official-account-exists': {
    message: 'There is an official account of that id.',
    advice: 'Use another Official_Account, or leave it out.',
  },
  'no-such-call': {
    message: 'There is no such call going on.',
    advice: 'Start it first; a call that is over is gone.',
  },
  'not-in-call': { message: 'The account takes no part in the call.', advice: 'Invite it, or let it join, first.' },
  'already-in-call': { message: 'The account takes part in the call.', advice: 'Let it hang up first.' },
}

/**
 * What the simulated platform throws at its user: a mistake in a test, not what a real client would see.
 *
 * @example
 * await platform.enter('nowhere', 'alice').catch((error) => error.code) // 'no-such-room'
 */
export class SimulationError extends Error {
  override readonly name = 'SimulationError'
  /** Stable; safe to branch on. */
  readonly code: SimulationErrorCode
  /** What to do about it. */
  readonly advice: string

  constructor(code: SimulationErrorCode, detail?: string) {
    const { message, advice } = simulationErrors[code]
    super(detail ? `${message} ${detail}` : message)
    this.code = code
    this.advice = advice
  }
}
