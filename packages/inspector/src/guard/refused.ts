/** Why a request is not served; the answer says it. */
export interface Refused {
  readonly status: number
  readonly code: string
  readonly message: string
}
