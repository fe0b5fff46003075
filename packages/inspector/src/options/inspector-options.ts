/**
 * What `inspector` takes beside the receiver. An unknown key or a value out of range throws `invalid-option`.
 *
 * @example
 * inspector(callbacks, { path: '/debug/callbacks', capacity: 5000 })
 */
export interface InspectorOptions {
  /** Under which path the page is served, below that under which the app mounts it. Default: `/room-callbacks`. */
  path?: string
  /**
   * The password of the page, at least 16 characters; any user name will do. Required when `NODE_ENV` is `production`,
   * and with `allowRemote`. Present but undefined throws.
   */
  secret?: string | undefined
  /** Callbacks that are kept. Default: 1000. */
  capacity?: number
  /** Bytes of packets that are kept at most, whatever `capacity` says. Unit: bytes. Default: 33554432 (32 MiB). */
  memory?: number
  /** Whether other machines may open the page, and proxies pass it on. It needs a `secret`. Default: false. */
  allowRemote?: boolean
  /** Host names under which the page is opened, beside `localhost` and plain addresses. Default: none. */
  hosts?: readonly string[]
}

/** The options, checked and complete. */
export interface InspectorSettings {
  /** Without a slash at its end; empty for the root. */
  readonly path: string
  readonly secret: string | undefined
  readonly capacity: number
  readonly memory: number
  readonly allowRemote: boolean
  readonly hosts: readonly string[]
}
