/** Why a request is not served; told to whoever asked. */
export interface Refused {
  readonly status: number
  readonly code: string
  readonly message: string
}
