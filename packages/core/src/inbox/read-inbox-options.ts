import { unknownOption, withDefaults } from '../checked-options/option-checks.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { type InboxOptions, inboxOptionTable } from '../generated/inbox-options.ts'
import { inboxOptionsSchema } from '../generated/inbox-options-schema.ts'
import { expectation } from '../protocol/expectation.ts'
import { schemaCheck } from '../protocol/schema-check.ts'
import type { Violation } from '../protocol/validate-function.ts'

/** The options of an inbox, checked and complete. */
export type InboxSettings = Required<InboxOptions>

/**
 * Checks the options that every inbox takes, and completes them.
 *
 * @throws `invalid-option`, unknown keys included: a store takes its own out first.
 * @example
 * const { connection, ...others } = options
 * const settings = readInboxOptions(others)
 */
export function readInboxOptions(options: InboxOptions): InboxSettings {
  const validate = schemaCheck(inboxOptionsSchema)
  if (!validate(options)) {
    throw new RoomCallbacksError('invalid-option', describe(validate.errors as readonly Violation[]))
  }
  return withDefaults<InboxSettings>(options, inboxOptionTable)
}

function describe([first]: readonly Violation[]): string {
  const violation = first as Violation
  const { instancePath, params } = violation
  const unknown = params['additionalProperty']
  if (typeof unknown === 'string') {
    return unknownOption(unknown, Object.keys(inboxOptionTable), 'an inbox')
  }
  const name = instancePath.slice(1)
  const row = inboxOptionTable[name]
  return row ? `${name}: ${expectation(violation, row.type)} ${row.description}` : 'expected an object.'
}
