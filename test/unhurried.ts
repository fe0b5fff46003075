import {
  type Platform,
  type PlatformOptions,
  type Sender,
  type SenderOptions,
  openSender as sender,
  startPlatform as start,
} from '@room-callbacks/testing'

/** How long what comes in time may take: a machine that stands still for some seconds must make nothing late. Unit: ms. */
export const patience = 60_000

/** The simulated platform, which waits for an answer as long as a busy machine needs. */
export const startPlatform = (options: PlatformOptions = {}): Promise<Platform> =>
  start({ timeout: patience, ...options })

/** Its sender, which does the same. */
export const openSender = (options: SenderOptions): Promise<Sender> => sender({ timeout: patience, ...options })
