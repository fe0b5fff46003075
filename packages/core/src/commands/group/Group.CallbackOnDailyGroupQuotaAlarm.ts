import type { CommandSource } from '../command-source.ts'
import { Count, Milliseconds } from '../fields.ts'

/** Document 57455. */
export const command: CommandSource = {
  name: 'Group.CallbackOnDailyGroupQuotaAlarm',
  phase: 'after',
  summary: 'More than 70 % of the groups that can be created in a day are.',
  products: ['chat'],
  documents: ['57455'],

  body: {
    QuotaUsed: Count('Groups created today.'),
    Quota: Count('How many can be created in a day.'),
    EventTime: Milliseconds('When it happened.'),
  },
}
