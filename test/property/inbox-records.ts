import assert from 'node:assert/strict'
import { type InboxRecord, recordSize } from '@room-callbacks/core/inbox'

export type RecordKind = 'after' | 'refused' | 'recorded'

// Ids hold the word of an unknown command, with any characters.
export const idOf = (key: number): string => `1400000000:${key % 2 === 0 ? '#é\n:' : 'Room.'}${key}`

export const bodyOf = (key: number): Uint8Array => new TextEncoder().encode(`{"key":${key},"text":"€"}`)

/** The room of a key: two rooms, and one in three has none. */
export const roomOf = (key: number): string | undefined => (key % 3 === 0 ? undefined : `room ${key % 3}`)

/** The command of a key: one in four has another one. */
export const commandOf = (key: number): string => (key % 4 === 0 ? 'Room.CallbackAfterCreateRoom' : 'Room.Ended')

export const sizeOf = (key: number, kind: RecordKind): number => recordSize(recordOf(key, kind, 0))

/** The record of a key. */
export function recordOf(key: number, kind: RecordKind, receivedAt: number): InboxRecord {
  const room = roomOf(key)
  return {
    id: idOf(key),
    idempotencyKey: idOf(key),
    sdkAppId: '1400000000',
    command: commandOf(key),
    receivedAs: commandOf(key),
    receivedAt,
    body: bodyOf(key),
    ...(room === undefined ? {} : { orderKey: room }),
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
