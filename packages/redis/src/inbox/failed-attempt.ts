import type { RecordedError } from '@room-callbacks/core/inbox'
import { UnrecoverableError } from 'bullmq'
import { reasonOf } from './job-data.ts'

/** Tells BullMQ that an attempt failed, and another follows. */
export class FailedAttempt extends Error {
  readonly error: RecordedError
  // It is kept with the job, where it would only say that this library threw it.
  override stack = ''

  constructor(error: RecordedError) {
    super(reasonOf(error))
    this.error = error
  }
}

/** Tells BullMQ that a job is a dead letter. */
export class LastAttempt extends UnrecoverableError {
  readonly error: RecordedError
  override stack = ''

  constructor(error: RecordedError) {
    super(reasonOf(error))
    this.error = error
  }
}
