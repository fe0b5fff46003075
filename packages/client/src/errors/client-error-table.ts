/** One of this client's own error codes. */
export interface ClientErrorRow {
  readonly meaning: string
  /** What the caller can do. */
  readonly advice: string
}

/** The stable code of every error of this client. */
export type ClientErrorCode =
  | 'invalid-option'
  | 'invalid-argument'
  | 'invalid-command'
  | 'platform-refused'
  | 'unreachable'
  | 'connection-lost'
  | 'timed-out'
  | 'http-status'
  | 'not-json'
  | 'unexpected-answer'
  | 'aborted'
  | 'closed'

const mayHaveHappened = 'What was to be written may be written: read it before you write again.'

/**
 * Every error of this client, by code.
 *
 * @example
 * clientErrorTable['timed-out'].advice
 */
export const clientErrorTable: { readonly [code in ClientErrorCode]: ClientErrorRow } = {
  'invalid-option': {
    meaning: 'An option is not valid; nothing was sent.',
    advice:
      'Correct what the message names. See https://github.com/room-callbacks/room-callbacks/blob/main/docs/reference/client.md#options for every option.',
  },
  'invalid-argument': {
    meaning: 'An argument is not valid; nothing was sent.',
    advice: 'Correct the argument that the message names.',
  },
  'invalid-command': {
    meaning: 'A command cannot be listed there; nothing was sent.',
    advice: 'Use the command words of that product; one newer than this release goes into the commands option.',
  },
  'platform-refused': {
    meaning: 'The platform refused the call.',
    advice:
      'See the text of the platform in the message. This client does not know the code: look it up in the documents of Tencent.',
  },
  unreachable: {
    meaning: 'The platform cannot be reached; nothing was sent.',
    advice:
      'Check the name resolution, the firewall and the certificates of this machine, and the region or url option.',
  },
  'connection-lost': {
    meaning: 'The connection broke before the answer was complete.',
    advice: `See whether a proxy in between closes connections. ${mayHaveHappened}`,
  },
  'timed-out': {
    meaning: 'The answer did not come in time.',
    advice: `Raise timeout if the way to the platform is slow. ${mayHaveHappened}`,
  },
  'http-status': {
    meaning: 'The answer has another HTTP status than 200, which is the only one that the platform uses.',
    advice: `Something in between answered: look at the proxy, the url option, or try again later. ${mayHaveHappened}`,
  },
  'not-json': {
    meaning: 'The answer is not JSON, or not all of it.',
    advice: 'Something in between answered, such as a login page or a proxy: check the url option and the network.',
  },
  'unexpected-answer': {
    meaning: 'The answer is not of the documented form.',
    advice: 'Check the url option; if it is right, report it with the RequestId.',
  },
  aborted: {
    meaning: 'The call was aborted by its signal.',
    advice: `The cause is the reason of the signal. ${mayHaveHappened}`,
  },
  closed: {
    meaning: 'The client is closed.',
    advice: 'Call close() when no more calls will come.',
  },
}
