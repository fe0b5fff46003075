import { sampleText } from '@room-callbacks/testing'

const compact = JSON.stringify(JSON.parse(sampleText('Room.CallbackAfterCreateRoom')))

/** What stands before EventTime, its digits, and what stands after. */
export const bodyParts = compact.split(/(?<="EventTime":)(\d+)/) as [before: string, digits: string, after: string]

/**
 * Makes one body after the other, none like another: a repeated one would be recognised and not
 * handled. All have the same length.
 */
export function uniqueBodies(): () => string {
  const [before, digits, after] = bodyParts
  let eventTime = Number(digits)
  return () => before + eventTime++ + after
}
