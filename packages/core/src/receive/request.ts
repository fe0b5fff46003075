import type { Readable } from 'node:stream'

/** What core needs of a request, whatever the host. */
export interface CallbackRequest<Host = unknown> {
  readonly method: string
  /** The query string, without its question mark. */
  readonly query: string
  /** Header fields by their lower-case names. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  /** Where the body is; asked for once, after authentication. */
  readonly body: BodySource
  /** The address of the caller as the host reports it; asked for only with an address list. */
  readonly remoteAddress: string | undefined
  /** Why a caller could have written the address, where the host is set up so: it is warned of once. */
  readonly addressDoubt?: string | undefined
  /** What handlers find in `context.host`. */
  readonly host: Host
}

/** A body as a host can offer it. */
export type BodySource =
  /** Nobody has read it. */
  | { readonly kind: 'stream'; readonly stream: Readable }
  /** It was kept as received. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  /** Another parser made a value of it: digits beyond 2^53 are gone. */
  | { readonly kind: 'value'; readonly value: unknown }
  /** It was read, and nothing of it was kept. */
  | { readonly kind: 'consumed' }
