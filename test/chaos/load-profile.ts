import type { LoadProfile } from './tencent.ts'

/** An evening of 200 rooms; CHAOS_CALLBACKS makes it shorter, to find out whether it works at all. */
export const profile: Omit<LoadProfile, 'retries'> = {
  rooms: 200,
  callbacksPerRoom: Number(process.env['CHAOS_CALLBACKS'] ?? 20_000) / 200,
  inFlight: 48,
  rate: 2000,
}
