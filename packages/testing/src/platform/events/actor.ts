/** Who acts, and from where. */
export interface Actor {
  /** Default: the account that the operation is about, otherwise the owner of the room or group. */
  readonly Operator_Account?: string
  /** The platform of the acting client. Default: `RESTAPI` for an administrator, `Android` for all others. */
  readonly OptPlatform?: string
  /** Default: `127.0.0.1`. */
  readonly ClientIP?: string
}
