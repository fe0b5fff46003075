import { warn } from '../errors/warn.ts'

const warned = new WeakSet<object>()

/**
 * Warns that another parser rounded ids, once for each receiver: an id that no user has would be stored for ever.
 *
 * @param receiver What tells one receiver from another.
 * @param command Where it was seen first.
 */
export function warnDigitsLost(receiver: object, command: string): void {
  if (warned.has(receiver)) return
  warned.add(receiver)
  warn(
    'digits-lost',
    `A body parser ran before the receiver and rounded integers beyond 2^53, first in ${command}: ids are wrong. Mount the receiver before the body parser, or let that keep the bytes, such as express.json({ verify: (req, _res, bytes) => { req.rawBody = bytes } }).`,
  )
}
