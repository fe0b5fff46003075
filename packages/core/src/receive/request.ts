/** What core needs of a request, in every host. */
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
  /**
   * Keeps the platform from freezing or ending the process before something is done that goes on after the answer:
   * `waitUntil` of an edge runtime. What it is given never rejects.
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined
  /**
   * Whether the platform may freeze or end the process as soon as it has the reply, and offers no `waitUntil`. Then the
   * reply waits: that of an After callback for its handlers, any other until the deadline for hooks and observers.
   * Options that need more than that are refused, `no-wait-until`.
   */
  readonly endsWithReply?: boolean | undefined
}

/** Until when a body must be there. */
export interface BodyDeadline {
  /** How long it is until then. Unit: ms. */
  readonly left: number
  /** Calls back then, unless another wait begins or all is done before that. */
  wait(onExpired: () => void): void
}

/**
 * Reads a body that was not read yet.
 *
 * @param limit How many bytes it may have; more are not kept.
 * @throws `too-large`, `read-timeout`, `aborted`
 */
export type ReadBody = (limit: number, deadline: BodyDeadline) => Uint8Array | Promise<Uint8Array>

/** A body as a host can offer it. */
export type BodySource =
  /**
   * It was not read yet. `nodeBody()` of `@room-callbacks/core/http` reads a stream of Node. `headers` are the fields that came with its
   * bytes, where the request takes longer to tell its own.
   */
  | { readonly kind: 'unread'; readonly read: ReadBody; readonly headers?: CallbackRequest['headers'] | undefined }
  /** It was kept as received. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  /** Another parser made a value of it: digits beyond 2^53 are gone. */
  | { readonly kind: 'value'; readonly value: unknown }
  /** It was read, and nothing of it was kept. */
  | { readonly kind: 'consumed' }
