import { type TracingChannelSubscribers, tracingChannel } from 'node:diagnostics_channel'

/** Subscribes to some of the five events of a tracing channel: Node leaves that open, its types do not. */
export function follow<Message extends object>(
  channel: string,
  subscribers: Partial<TracingChannelSubscribers<Message>>,
): void {
  tracingChannel<unknown, Message>(channel).subscribe(subscribers as TracingChannelSubscribers<Message>)
}
