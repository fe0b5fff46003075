import { copyForeign, RoomCallbacksError } from '@room-callbacks/core'
import type { Redact } from './redact.ts'

/** What can be done about what Redis answers. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/^(WRONGPASS|NOAUTH)|invalid password/, 'Give the right user name and password in connection.'],
  [
    /^NOPERM|no permissions|can't (run|access)/i,
    'See https://github.com/room-callbacks/room-callbacks/blob/main/docs/redis.md#permissions for the permissions that its user needs.',
  ],
  [/^(MOVED|ASK|CROSSSLOT)\b/, 'This is one node of a Redis Cluster: give an instance of Cluster of ioredis instead.'],
  [/DB index is out of range/, 'The server has no database of that number: see its setting "databases".'],
  [/^READONLY/, 'This is a read-only replica: connect to its primary.'],
  [/^NOREPLICAS/, 'Fewer replicas are connected than min-replicas-to-write asks for.'],
  [/^MISCONF/, 'Redis cannot write to its disk: see its log.'],
  [/^OOM/, 'The memory of Redis is full: let workers drain it, purge what is kept to be read, or raise maxmemory.'],
  [/^(TRYAGAIN|CLUSTERDOWN|LOADING|BUSY|MASTERDOWN)|redirections/, 'It ends by itself.'],
]

/** Answers that no waiting changes. */
const lasting =
  /^(WRONGPASS|NOAUTH|NOPERM|MOVED|CROSSSLOT|READONLY)|DB index is out of range|invalid password|no permissions|can't (run|access)/i

/** What ioredis threw, as an error of ours: neither the object nor a secret in its texts is passed on. */
export function failureOf(thrown: unknown, redact: Redact): RoomCallbacksError {
  if (thrown instanceof RoomCallbacksError) return thrown
  const cause = copyForeign(thrown, redact)
  const [, what] = advice.find(([pattern]) => pattern.test(cause.message)) ?? []
  return new RoomCallbacksError('inbox-failed', what ? `${cause.message} ${what}` : cause.message, { cause })
}

/** Whether there is no use in trying again: Redis said so, or we did. */
export function isLasting(thrown: unknown): boolean {
  if (!(thrown instanceof RoomCallbacksError)) return lasting.test((thrown as Error).message)
  return thrown.cause === undefined || isLasting(thrown.cause)
}

export const isTimeout = (thrown: unknown): boolean => (thrown as Error).message === 'Command timed out'
