import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum, Text } from '../fields.ts'

/** Document 34357 (269/2570). `Action` and `Reason` are not tied together: `Logout` with `LinkClose` was observed. */
export const command: CommandSource = {
  name: 'State.StateChange',
  phase: 'after',
  summary: 'A user logged in or out, was disconnected, or set a custom status.',
  products: ['chat'],
  documents: ['34357', '269/2570'],
  // The table is flat and there is no sample: it may stand in either place.
  placements: [{ from: ['Info', 'CustomStatus'], to: ['CustomStatus'] }],
  orderKey: { kind: 'user', paths: ['Info.To_Account'] },
  body: {
    Info: Type.Object(
      {
        Action: OpenEnum('What happened.', ['Login', 'Logout', 'Disconnect', 'CustomStatusChange']),
        To_Account: Account('The user.'),
        Reason: OpenEnum('Why.', ['Register', 'Unregister', 'LinkClose', 'TimeOut', 'SetCustomStatus']),
      },
      { description: 'The change.' },
    ),
    CustomStatus: Type.Optional(
      Text('The new custom status; only with `CustomStatusChange`, in editions from August 2024 on.'),
    ),
    KickedDevice: Type.Optional(
      List(
        'Devices that this log-in kicked out; absent where it kicked none.',
        Type.Object({
          Platform: OpenEnum('Kind of device.', ['iOS', 'Android', 'Web', 'Windows', 'iPad', 'Mac', 'Linux']),
        }),
      ),
    ),
    EventTime: Type.Optional(Milliseconds('When it happened; absent in old editions and packets.')),
  },
}
