/** What messages say in full, by what they say in a bundle of some families. */
export const longTexts = {
  'Nothing authenticates callbacks: give a token.':
    'roomCallbacks() has neither a token nor a key nor addresses: every sender who knows your SDKAppID and your URL can send callbacks. Switch the token on in the callback settings and give it, or give the addresses that Tencent publishes.',
  'A form parser took the JSON.':
    'A form parser, such as express.urlencoded(), took the JSON for the fields of a form: Content-Type says so, or is missing.',
  'trim() it, or copy it again.':
    'A token that is read from a file ends with a line break: trim() it; one that was copied, copy again.',
  'It was the option remoteAddress, or the host.':
    'It was what tells the address of the caller: the option remoteAddress, or a setting of the host.',
  'inbox: expected one of openInbox() of this release.':
    'inbox: expected one of openInbox() or createInbox(), of the release of @room-callbacks/core that the receiver is of.',
  'as many as may.':
    'as many as the concurrency option allows: until one ends, what it would be told is printed to stderr. Give the hook a time limit.',
  'ids are wrong.':
    'ids are wrong. Mount the receiver before the body parser, or let that keep the bytes, such as express.json({ verify: (req, _res, bytes) => { req.rawBody = bytes } }).',
  'callV1: true is needed.': 'callV1: true is needed for handlers of Call v1, which is not signed.',
  'families: expected [live], say.': 'families: expected what is imported beside roomCallbacks: [live].',
  'token: it holds no token.': 'token: it holds no token. Give one, or leave the option out.',
  'it is undefined.': 'it is given, but undefined. Is CALLBACK_TOKEN set?',
  'it is empty.': 'it is empty. Is CALLBACK_TOKEN set?',
  ' has no After commands': ' stands for After commands, and this family has none',
  'Too many digits.': 'Its numbers have more digits than it has characters.',
  'A number is too large.': 'A number is larger than any that JSON parsers hold.',
  'It returned what throws.': 'It returned an object that throws when it is read.',
  'It was late.': 'The store did not answer before the deadline.',
  'No SdkAppid.': 'SdkAppid is missing or not a decimal number.',
  'is not an SDKAppID.': 'is not an SDKAppID: a number such as 1400000000, from the console.',
  'work may be cut off.': 'what goes on after an answer may be cut off.',
  'is no command.': 'is no command: register a hook or a family by itself.',
} as const

/** What a message says in short. */
export type ShortText = keyof typeof longTexts
