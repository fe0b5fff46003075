import assert from 'node:assert/strict'
import type { InboxRecord } from '@room-callbacks/core/inbox'
import { roomOf } from './inbox-model.ts'

// Ids hold whatever an unknown command holds.
export const idOf = (key: number): string => `1400000000:${key % 2 === 0 ? '#é\n:' : 'Room.'}${key}`

export const bodyOf = (key: number): Uint8Array => new TextEncoder().encode(`{"key":${key},"text":"€"}`)

/** The record of a key. */
export function recordOf(key: number, kind: 'after' | 'refused' | 'recorded', receivedAt: number): InboxRecord {
  const room = roomOf(key)
  return {
    id: idOf(key),
    idempotencyKey: idOf(key),
    sdkAppId: '1400000000',
    command: 'Room.CallbackAfterDestroyRoom',
    receivedAs: 'Room.CallbackAfterDestroyRoom',
    receivedAt,
    body: bodyOf(key),
    ...(room === undefined ? {} : { room }),
    ...(kind === 'refused' ? { refusal: { code: 'invalid-packet', message: 'as asked' } } : {}),
    ...(kind === 'recorded' ? { answer: '{}' } : {}),
  }
}

/** The same ones, in any order. */
export function sameIds(ids: readonly string[], keys: readonly number[]): void {
  assert.deepEqual([...ids].sort(), keys.map(idOf).sort())
}

export const byId = <Fact extends { readonly id: string }>(facts: readonly Fact[]): Fact[] =>
  [...facts].sort((a, b) => (a.id < b.id ? -1 : 1))

export const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code
