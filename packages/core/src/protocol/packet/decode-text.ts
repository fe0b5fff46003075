import { Refusal } from '../../errors/refusal.ts'

// Fatal: a receiver that replaces broken bytes stores a name that nobody has. Drops a BOM.
const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of a body. @throws `invalid-json` when it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new Refusal('invalid-json', 'It is not UTF-8.', { cause })
  }
}
