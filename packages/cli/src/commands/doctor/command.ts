import type { CommandDefinition } from '../command-definition.ts'
import { allowRemoteFlag, timeoutFlag } from '../shared-flags.ts'
import type { DoctorFlags } from './doctor.ts'

/** `room-callbacks doctor` */
export const doctorCommand: CommandDefinition<DoctorFlags> = {
  usage: 'doctor',
  summary:
    'Sends a valid, an unsigned, a forged, a stale, an oversize and a foreign callback, and says what is wrong. With a key, events of RTC Engine too.',
  settings: ['url', 'sdkAppId', 'token', 'key'],
  flags: {
    command: {
      kind: 'text',
      describe: 'The command that is sent. Default: the end of a made-up room.',
      default: 'Room.CallbackAfterDestroyRoom',
    },
    size: {
      kind: 'number',
      describe: 'How large the oversize body is. Unit: bytes.',
      default: 1_048_576,
      minimum: 1,
      maximum: 104_857_600,
    },
    timeout: timeoutFlag,
    'allow-remote': allowRemoteFlag,
  },
  examples: [['doctor --url http://localhost:3000/tencent', 'whether a receiver can be switched on']],
  load: async () => (await import('./doctor.ts')).doctor,
}
