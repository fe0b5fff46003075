import { hash } from 'node:crypto'

const length = 16

/** Ids and rooms may hold anything at any length; keys of the store are short, and all of one length. */
export const digest = (text: string): Buffer =>
  // Not as UTF-8: that would make one of all texts that differ in what it cannot hold.
  (hash('sha256', Buffer.from(text, 'utf16le'), 'buffer') as Buffer).subarray(0, length)

export const digestLength: number = length
