import type { CommandSource } from '../command-source.ts'
import { callEvent } from './call-v1.ts'

export const command: CommandSource = callEvent('callee_call_interrupted', 'The call of a callee was interrupted.')
