import type { TSchema } from 'typebox'
import { Account, Count, IntegerCode, Seconds, Text } from '../fields.ts'

/** What every event of `Push.*` holds (67551, 67552). */
export const pushed: { readonly [field: string]: TSchema } = {
  CallbackCommand: Text('The command, which is in each event and not beside them.'),
  EventTime: Seconds('When it happened.'),
  To_Account: Account('The receiver.'),
  PushPlatform: IntegerCode('0 unknown, 1 APNs, 2 Xiaomi, 3 Huawei, 4 FCM, 5 Meizu, 6 OPPO, 7 vivo, 8 Honor.'),
  PushStage: IntegerCode('1 sent, 2 reached, 3 clicked.'),
  ErrCode: Count('0 for success.'),
  ErrInfo: Text('`OK`, or what went wrong.'),
}
