/**
 * Where an entry stands, as it is stored. `blocked` waits behind another one of its room; `refused` is a dead letter that
 * never reached a handler; of a `handled` one only the key is left, so that a repetition is recognised.
 */
export const states = {
  waiting: 0,
  blocked: 1,
  running: 2,
  delayed: 3,
  dead: 4,
  refused: 5,
  recorded: 6,
  handled: 7,
} as const

export type State = (typeof states)[keyof typeof states]

/** States that are counted for each command. They come first. */
export const liveStates = 4
