import type { CommandSource } from '../command-source.ts'
import { callEvent } from './call-v1.ts'

export const command: CommandSource = callEvent('callee_not_answer_call', 'A callee did not answer a call.')
