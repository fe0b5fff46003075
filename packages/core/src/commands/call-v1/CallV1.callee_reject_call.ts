import type { CommandSource } from '../command-source.ts'
import { callEvent } from './call-v1.ts'

export const command: CommandSource = callEvent('callee_reject_call', 'A callee rejected a call.')
