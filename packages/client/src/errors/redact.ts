import { type Redact, redactor } from '@room-callbacks/core'

export type { Redact }

/** What stands where a secret stood. */
export const redacted = '[redacted]'

// A proxy may cut what it repeats, and so much of a secret stands in a text by chance only. Unit: characters.
const part = 8

/** What others wrote may repeat what they were sent, signature and token included, in any spelling and in part. */
export const redactorOf = (secrets: readonly (string | undefined)[]): Redact =>
  redactor(secrets, { label: redacted, part })
