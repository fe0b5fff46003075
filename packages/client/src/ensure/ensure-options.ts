import type { CallOptions } from '../transport/rest-calls.ts'

/** What shall be configured. */
export interface EnsureOptions extends CallOptions {
  /** Where the callbacks go. */
  readonly url: string
  /** The commands that shall be sent there, of all products together. */
  readonly commands: readonly string[]
  /** The token with which Live callbacks shall be signed, 1 to 128 characters without white space. Left out, it is left as it is. */
  readonly token?: string | undefined
  /** Only says what would be changed. Default: false. */
  readonly dryRun?: boolean | undefined
}
