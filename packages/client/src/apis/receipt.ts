/** What every call gives back. */
export interface Receipt {
  /** The number of the call, which Tencent's support asks for; empty if the platform gave none. */
  readonly RequestId: string
}

export const receiptOf = ({ RequestId }: Receipt): Receipt => ({ RequestId })
