import { type OptionChecks, oneOf } from '@room-callbacks/core/checked-options'
import { authenticationToken, textList, webAddress } from '../options/option-checks.ts'
import type { CallbackSettings } from './callback-settings.ts'

/** What each callback setting must be. */
export const callbackSettingChecks: OptionChecks<CallbackSettings> = {
  url: webAddress,
  commands: textList,
  token: authenticationToken,
  product: oneOf('conference', 'live', 'call', 'console'),
}
