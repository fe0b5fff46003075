import {
  type CallbackClient,
  type CallbackConfiguration,
  type ConfiguredProduct,
  PlatformError,
} from '@room-callbacks/client'

/** What a product has configured, or `null`. @throws PlatformError */
export async function readConfiguration(
  client: CallbackClient,
  product: ConfiguredProduct,
  signal: AbortSignal,
): Promise<CallbackConfiguration | null> {
  const found = await orNull(100301, client[product].get({ signal }))
  return found?.Url ? { Url: found.Url, CallbackCommandList: found.CallbackCommandList } : null
}

/** What is read, or `null` where the platform says by a code that there is none. @throws PlatformError */
export async function orNull<Value>(platformCode: number, reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof PlatformError && error.platformCode === platformCode) return null
    throw error
  }
}
