/** A failure that says what to do. It crosses from the thread of the store as its two fields. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  /** A code of the error registry. */
  readonly code: 'inbox-failed' | 'inbox-full' | 'invalid-option'

  constructor(message: string, code: StoreFailure['code'] = 'inbox-failed') {
    super(message)
    this.code = code
  }
}

/** The file is one of another program: nothing of it may be changed. */
export class ForeignFile extends StoreFailure {}
