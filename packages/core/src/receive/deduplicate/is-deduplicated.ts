import type { Settings } from '../../options/read-options.ts'
import type { Command } from '../../protocol/command.ts'

/** Whether two equal deliveries of a command are one callback. */
export const isDeduplicated = ({ deduplicate }: Command, { deduplication }: Settings): boolean =>
  deduplication !== undefined && deduplicate
