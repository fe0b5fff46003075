import { type CallbackClient, type ClientOptions, callbackClient, clientOptionTable } from '@room-callbacks/client'
import { CliError } from '../../errors/cli-error.ts'
import type { ExitName } from '../../exit-codes.ts'
import type { Settings } from '../../settings/settings.ts'

/**
 * Calls the configuration APIs of the app that the settings name.
 *
 * @throws `missing-setting`, `invalid-setting`; PlatformError
 */
export async function withClient(
  settings: Settings,
  call: (client: CallbackClient) => Promise<ExitName>,
): Promise<ExitName> {
  const client = callbackClient(optionsOf(settings))
  try {
    return await call(client)
  } finally {
    await client.close()
  }
}

function optionsOf(settings: Settings): ClientOptions {
  settings.requireAll('sdkAppId', 'secretKey')
  const url = settings.get('apiUrl')
  const options = {
    sdkAppId: settings.require('sdkAppId'),
    secretKey: settings.require('secretKey'),
    identifier: settings.require('identifier'),
    region: settings.require('region') as NonNullable<ClientOptions['region']>,
    ...(url !== undefined && { url }),
  }
  for (const [name, value] of Object.entries(options)) check(name as keyof typeof options, value)
  return options
}

/** Checked here, because the client does not know what its options are called in a shell. */
function check(option: keyof ClientOptions, value: string): void {
  const { accepts, type, description } = clientOptionTable[option]
  const setting = option === 'url' ? 'apiUrl' : option
  if (accepts(value)) return
  throw new CliError('invalid-setting', `The setting ${setting} is not right.`, `Expected ${type}. ${description}`)
}
