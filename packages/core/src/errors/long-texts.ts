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
} as const

/** What a message says in short. */
export type ShortText = keyof typeof longTexts
