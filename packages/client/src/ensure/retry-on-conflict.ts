import { isRefusedWith } from '../errors/platform-error.ts'

/** Another client made or removed it between reading and writing. */
const overtaken = [100300, 100301]

/** So often others may come in between; then it is no coincidence. */
const rounds = 5

/**
 * Reads and writes until no other client came in between.
 *
 * @throws what `round` throws
 */
export async function retryOnConflict<Value>(round: () => Promise<Value>): Promise<Value> {
  for (let left = rounds; ; left -= 1) {
    try {
      return await round()
    } catch (error) {
      if (left === 1 || !overtaken.some((code) => isRefusedWith(error, code))) throw error
    }
  }
}
