import type { ArgumentDefinition } from './command-definition.ts'

/** One of a few words. */
export function choice(describe: string, ...choices: readonly string[]): ArgumentDefinition {
  return { kind: 'text', describe, choices }
}

/** How long an answer is waited for. */
export const timeoutFlag: ArgumentDefinition = {
  kind: 'number',
  describe: 'How long an answer is waited for. Unit: ms. Tencent waits 2000.',
  default: 2000,
  minimum: 1,
  maximum: 60_000,
}

/** Where a server listens. */
export const portFlag: ArgumentDefinition = {
  kind: 'number',
  describe: 'The port to listen on; 0 takes any that is free.',
  default: 3000,
  minimum: 0,
  maximum: 65_535,
}

/** Who may connect. */
export const hostFlag: ArgumentDefinition = {
  kind: 'text',
  describe: 'The address to listen on. 127.0.0.1 is this machine alone, 0.0.0.0 every machine.',
  default: '127.0.0.1',
}

/** Shows packets. */
export const bodyFlag: ArgumentDefinition = {
  kind: 'switch',
  describe: 'Prints bodies too, as they came. They are personal data. --json always has them.',
}

/** What a Before callback is answered. */
export const fallbackFlag: ArgumentDefinition = choice(
  'The answer to Before callbacks. Default: what Tencent does without an answer.',
  'allow',
  'deny',
)

/** Lets made-up callbacks leave this machine. */
export const allowRemoteFlag: ArgumentDefinition = {
  kind: 'switch',
  describe: 'Lets made-up callbacks go to another machine.',
}

/** Which of several documented samples. */
export const productFlag: ArgumentDefinition = choice(
  'The product whose sample it is, where products have different ones.',
  'conference',
  'live',
  'chat',
  'call',
  'rtc-engine',
  'call-v1',
)

/** Which of several shapes of a sample. */
export const variantFlag: ArgumentDefinition = {
  kind: 'text',
  describe:
    'Another shape of the sample, such as observed or old. The error for a wrong one names those that there are.',
}
