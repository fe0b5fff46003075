import type { Store } from '../database/store.ts'

/** A delay or a lease that this connection writes is over at a time. */
export function noteDue({ dueBound }: Store, time: number): void {
  if (dueBound && time < dueBound.time) dueBound.time = time
}
