import type { CommandSource } from '../command-source.ts'
import { callEvent } from './call-v1.ts'

export const command: CommandSource = callEvent('caller_start_call', 'A caller started a call.')
