import { hash, randomInt } from 'node:crypto'
import type { Fingerprint } from './fingerprint-ring.ts'

const salts = new Map<string, Fingerprint>()
const word = (): number => randomInt(2 ** 32)

/**
 * What stands for a callback in the memory of this process: 96 bits of the SHA-256 of its body, mixed with random bits
 * for its app and its command.
 *
 * Two callbacks that differ are taken for one when these 96 bits are equal. Among the 10^6 that may be remembered
 * that is expected once in 10^23 callbacks. Two bodies with equal bits cannot be made, either: it takes 2^48 digests
 * to find a pair, which then says nothing about a genuine callback, and 2^96 to match one. What is shared with
 * other processes, and `idempotencyKey`, keep the whole digest.
 *
 * @param app One that is served, so that the random bits stay few. @param command One of the catalog, likewise.
 */
export function fingerprintOf(app: string, command: string, body: Uint8Array | string): Fingerprint {
  const digest = hash('sha256', body, 'binary')
  const [forApp, forCommand] = [saltOf(app), saltOf(command)]
  return {
    a: (wordAt(digest, 0) ^ forApp.a ^ forCommand.a) >>> 0,
    b: (wordAt(digest, 4) ^ forApp.b ^ forCommand.b) >>> 0,
    c: (wordAt(digest, 8) ^ forApp.c ^ forCommand.c) >>> 0,
  }
}

function saltOf(name: string): Fingerprint {
  let salt = salts.get(name)
  if (salt === undefined) {
    salt = { a: word(), b: word(), c: word() }
    salts.set(name, salt)
  }
  return salt
}

function wordAt(digest: string, index: number): number {
  const high = (digest.charCodeAt(index) << 24) | (digest.charCodeAt(index + 1) << 16)
  return high | (digest.charCodeAt(index + 2) << 8) | digest.charCodeAt(index + 3)
}
