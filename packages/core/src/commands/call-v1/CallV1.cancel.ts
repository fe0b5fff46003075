import type { CommandSource } from '../command-source.ts'
import { callStatus } from './call-v1.ts'

export const command: CommandSource = callStatus('cancel', 'The caller cancelled a call.')
