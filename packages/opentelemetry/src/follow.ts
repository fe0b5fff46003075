import { type TracingChannelSubscribers, tracingChannel } from 'node:diagnostics_channel'

/** Subscribes to some events of a tracing channel: Node leaves that open, its types do not. @returns Ends it. */
export function follow<Message extends object>(
  name: string,
  subscribers: Partial<TracingChannelSubscribers<Message>>,
): () => void {
  const channel = tracingChannel<unknown, Message>(name)
  const all = subscribers as TracingChannelSubscribers<Message>
  channel.subscribe(all)
  return () => {
    channel.unsubscribe(all)
  }
}
