import type { NetType } from '../apis/address-list-api.ts'
import type { PlatformError } from '../errors/platform-error.ts'
import type { CallOptions } from '../transport/rest-calls.ts'

/** Which addresses may call, and how fresh their list is. */
export interface CallbackAddressesOptions extends CallOptions {
  /** Which lists. Default: `[5, 6]`, from where callbacks come in China and overseas. */
  readonly nettype?: NetType | readonly NetType[] | undefined
  /** The age after which the list is read again. Unit: ms, at least 60000. Default: 3600000. */
  readonly refresh?: number | undefined
  /** Told when the list could not be read again; the old one goes on counting. */
  readonly onError?: ((error: PlatformError) => void) | undefined
}
