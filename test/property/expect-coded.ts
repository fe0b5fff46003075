import assert from 'node:assert/strict'
import { type Outcome, outcomes, type Reply } from '@room-callbacks/core'

const fields = ['ActionStatus', 'ErrorCode', 'ErrorInfo']

/** Refusals of a body that no handler can decide about. */
export const unfit: readonly Outcome[] = ['invalid-json', 'invalid-packet']

/** Fails unless a reply is one of the closed union, complete, and with the status of its outcome. */
export function expectCoded(reply: Reply | undefined, among?: readonly Outcome[]): Reply {
  assert.ok(reply, 'it is taken for a callback')
  const { outcome, status, body, headers } = reply
  assert.ok(Object.hasOwn(outcomes, outcome), `${outcome} is a known outcome`)
  if (among) assert.ok(among.includes(outcome), `${outcome} is one of ${among.join(', ')}`)
  // A Before packet that fits no schema is answered by its fallback, in words.
  const isAnswered = status === 200 && unfit.includes(outcome)
  if (!isAnswered) assert.equal(status, outcomes[outcome])
  const { ResultItem, ...answer } = JSON.parse(body)
  // The answer to an event of RTC Engine.
  const isEvent = Object.hasOwn(answer, 'code')
  if (isEvent) assert.deepEqual(answer, status === 200 ? { code: 0 } : { code: 1, message: outcome })
  else assert.deepEqual(Object.keys(answer).sort(), fields)
  // What a command says of each asked user (43468, 43467).
  if (ResultItem !== undefined) assert.ok(status === 200 && Array.isArray(ResultItem))
  if (status === 200) assert.equal(answer.ActionStatus, isEvent ? undefined : 'OK')
  else if (!isEvent) assert.deepEqual(answer, { ActionStatus: 'FAIL', ErrorInfo: outcome, ErrorCode: 1 })
  assert.equal(headers['content-type'], 'application/json')
  assert.equal(headers['content-length'], String(Buffer.byteLength(body)))
  assert.equal(headers['allow'], outcome === 'wrong-method' ? 'POST' : undefined)
  return reply
}
