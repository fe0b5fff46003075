import { type CallbackClient, type ClientOptions, callbackClient } from '@room-callbacks/client'
import type { ExitName } from '../../exit-codes.ts'
import type { Settings } from '../../settings/settings.ts'

/**
 * Calls the configuration APIs of the app that the settings name.
 *
 * @throws `missing-setting`; PlatformError
 */
export async function withClient(
  settings: Settings,
  call: (client: CallbackClient) => Promise<ExitName>,
): Promise<ExitName> {
  const url = settings.get('apiUrl')
  const client = callbackClient({
    sdkAppId: settings.require('sdkAppId'),
    secretKey: settings.require('secretKey'),
    identifier: settings.require('identifier'),
    region: settings.require('region') as NonNullable<ClientOptions['region']>,
    ...(url !== undefined && { url }),
  })
  try {
    return await call(client)
  } finally {
    await client.close()
  }
}
