import type { CallbackResponse } from '../send/callback-sender.ts'
import type { SentCallback } from '../send/sent-callback.ts'

/** What a packet is sent with. */
export interface SendOptions {
  /** The command in the query. Default: the packet's own; a text needs it. */
  readonly command?: string
  /** Of the acting client. Default: `127.0.0.1`. */
  readonly clientIp?: string
  /** Of the acting client. Default: `RESTAPI`. */
  readonly platform?: string
  /** Headers beside the length. Default: the content type of JSON. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What came of a packet: what the log of a platform has of its own callbacks, and what came back. */
export interface SentPacket
  extends Pick<SentCallback, 'command' | 'body' | 'url' | 'sentAt' | 'attempts' | 'outcome' | 'answer'> {
  /** What the last attempt brought, a valid answer or not; absent when nothing came back. */
  readonly response?: CallbackResponse | undefined
}

/** Sends packets as the platform does, as {@link openSender} gives it. */
export interface Sender {
  /**
   * Sends a packet: an object, which is written as JSON, or the text of a body. Several are sent beside each
   * other; who wants an order waits for each. Resolves when it was answered or given up.
   *
   * @throws `invalid-option`, `sender-closed`, and what choosing the URL throws
   * @example
   * const { outcome, attempts } = await sender.send(packet('Room.CallbackAfterDestroyRoom'))
   */
  send(packet: object | string, options?: SendOptions): Promise<SentPacket>
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>
}
