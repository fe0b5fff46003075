import type { CommandSource } from '../command-source.ts'
import { Count, Text } from '../fields.ts'

/** Document 60256. Sent as soon as a URL is configured. */
export const command: CommandSource = {
  name: 'Alert.RequestOverLimit',
  phase: 'after',
  summary: 'REST calls come at more than 80 % of the limit.',
  products: ['chat'],
  documents: ['60256'],
  // No time: two equal alarms are two alarms.
  deduplicate: false,
  body: {
    ServiceName: Text('REST service.'),
    Command: Text('REST command.'),
    Request: Count('Calls in the window.'),
    Limit: Count('The limit.'),
  },
}
