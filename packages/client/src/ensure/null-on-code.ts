import { isRefusedWith } from '../errors/platform-error.ts'

/** What is read, or `null` where the platform says by a code that there is none. */
export async function nullOnCode<Value>(platformCode: number, reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading
  } catch (error) {
    if (isRefusedWith(error, platformCode)) return null
    throw error
  }
}
