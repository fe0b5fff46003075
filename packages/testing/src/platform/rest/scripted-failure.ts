/** How the next call of a REST API fails. Exactly one of `status`, `code`, `html`, `truncated`, `hang` and `reset`. */
export interface ScriptedFailure {
  /** Which API, such as `live_config/set_callback`. Default: whichever is called next. */
  readonly api?: string
  /** How many calls fail. Default: 1. */
  readonly times?: number
  /** This HTTP status, with a page of HTML: trouble of the network, for example 502 (60703). */
  readonly status?: number
  /** HTTP 200 with this `ErrorCode`. */
  readonly code?: number
  /** HTTP 200 with a page of HTML instead of JSON. */
  readonly html?: boolean
  /** HTTP 200 with JSON that ends in the middle. */
  readonly truncated?: boolean
  /** No answer, until the platform closes. */
  readonly hang?: boolean
  /** The connection is reset. */
  readonly reset?: boolean
}
