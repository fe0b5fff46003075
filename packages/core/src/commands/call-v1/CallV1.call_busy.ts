import type { CommandSource } from '../command-source.ts'
import { callStatus } from './call-v1.ts'

export const command: CommandSource = callStatus('call_busy', 'A call found its callee busy.')
