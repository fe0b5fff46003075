import { commands, type Redact, redactor } from '@room-callbacks/core'
import { redact } from '@room-callbacks/core/inspect'
import { samples } from '../generated/samples.ts'
import { secretsIn } from '../views/redact-query.ts'

// Words of ours, never a caller's: a token of one letter must not take them apart, or the page shows nothing.
const ownFields = new Set(['outcome', 'source', 'phase', 'kind', 'state', 'signature', 'code', 'record', 'product'])
const ownTexts = [...commands.flatMap(({ name, aliases }) => [name, ...aliases]), ...samples.map(({ text }) => text)]

/** Writes JSON for a client. No secret is in it, in any spelling and at any place. */
export class Writer {
  readonly #callbacks: object
  readonly #ownTexts: ReadonlySet<string>
  readonly #redact: Redact

  /**
   * @param secret That of the inspector.
   * @throws `invalid-option` when `callbacks` is no receiver
   */
  constructor(callbacks: object, secret: string) {
    redact(callbacks, '')
    const { sdkAppIds } = callbacks as { readonly sdkAppIds: readonly string[] }
    this.#callbacks = callbacks
    this.#ownTexts = new Set([...ownTexts, ...sdkAppIds])
    this.#redact = redactor([secret])
  }

  /**
   * @param query That of a callback which the value is about: a handler may have thrown the URL of its request.
   * @param sign The signature of its header: a handler may have thrown its headers.
   */
  write(value: unknown, query = '', sign?: string): string {
    const redactSigns = redactor(sign === undefined ? secretsIn(query) : [...secretsIn(query), sign])
    return JSON.stringify(value, (field, member: unknown) => {
      if (typeof member !== 'string' || ownFields.has(field) || this.#ownTexts.has(member)) return member
      return redactSigns(this.#redact(redact(this.#callbacks, member)))
    })
  }
}
