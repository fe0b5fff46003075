import { addressApi } from './address-api.ts'
import type { RestApi } from './call.ts'
import { callbackApis } from './callback-apis.ts'
import { tokenApis } from './token-apis.ts'

const under = (service: string, apis: { readonly [name: string]: RestApi }): [string, RestApi][] =>
  Object.entries(apis).map(([name, api]) => [`${service}/${name}`, api])

/** The REST APIs that configure callbacks, by their path behind `/v4/`. */
export const configurationApis: ReadonlyMap<string, RestApi> = new Map([
  ...under('room_config', callbackApis('conference')),
  ...under('live_config', { ...callbackApis('live'), ...tokenApis }),
  ...under('call_config', callbackApis('call')),
  ...under('ConfigSvc', { GetIPList: addressApi }),
])
