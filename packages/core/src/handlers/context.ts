import type { Phase } from '../protocol/command.ts'
import type { Platform } from '../protocol/platform.ts'

/** What a handler is told beside the event. */
export interface Context<Name extends string = string, Host = unknown> {
  /** The canonical command word. */
  readonly command: Name
  /** The command word as the query wrote it: an alias, or the canonical word. Of an event of RTC Engine, its number: `RtcEngine.103`. */
  readonly receivedAs: string
  /** The SDKAppID, in digits. */
  readonly sdkAppId: string
  /** `after`: it happened. `before`: the answer decides. */
  readonly phase: Phase
  /** The address of the acting client as Tencent reports it: unsigned, not the address of the caller. */
  readonly clientIp: string | undefined
  /** The platform of the acting client. */
  readonly platform: Platform | undefined
  /**
   * The id of the request that brought it (`RequestID` of the query), an opaque text, where the platform sends one: Desk
   * documents it, Chat sends it. Unsigned. For `Desk.*` and `Member.*` it is what `idempotencyKey` is made of.
   */
  readonly requestId: string | undefined
  /** When it happened, where the packet says so. */
  readonly eventTime: Date | undefined
  /** When the request arrived here. */
  readonly receivedAt: Date
  /** The same for every delivery of one callback: give it to every system that must not act twice. */
  readonly idempotencyKey: string
  /**
   * What this callback shares with those that an inbox with `order: 'key'` handles one after the other, with the app:
   * `1400000000/room/r1`, `1400000000/conversation/alice bob`, `1400000000/user/alice`. Undefined where a command belongs to
   * nothing of which there are several.
   */
  readonly orderKey: string | undefined
  /** Which attempt at handling this is, from 1; further ones come from an inbox. */
  readonly attempt: number
  /**
   * A fencing number, with an inbox: it rises with every attempt at anything in the store. A process that was
   * paused, and whose callback another has taken over, comes with a lower number than the other: let the database
   * refuse it.
   *
   * @example
   * const { rowCount } = await database.query(
   *   'UPDATE rooms SET owner = $1, fence = $2 WHERE id = $3 AND fence < $2',
   *   [RoomInfo.Owner_Account, context.fence, RoomInfo.RoomId],
   * )
   */
  readonly fence: number | undefined
  /**
   * Aborts when the result is no longer wanted: for a Before handler at the deadline, for an After
   * handler when `close({ timeout })` runs out, or the `timeout` of the inbox.
   */
  readonly signal: AbortSignal
  /** The body as received. */
  readonly raw: Uint8Array
  /**
   * The request and response of the host.
   *
   * @throws `request-gone` in a delivery from an inbox: the request was answered long before
   */
  readonly host: Host
}
