/** Where a replay comes from: an entry, or nowhere for a packet that a user wrote. */
export class Origin {
  readonly entry: number | undefined
  /** The entry that the replay became. */
  added: number | undefined

  constructor(entry: number | undefined) {
    this.entry = entry
  }
}
