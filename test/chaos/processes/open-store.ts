import type { Inbox, InboxOptions } from '@room-callbacks/core/inbox'

export type StoreKind = 'sqlite' | 'redis' | 'postgres'

/** Short times, so that what a killed process held is taken over soon, and many attempts, as each kill costs one. */
const options: InboxOptions = {
  order: 'key',
  lease: 1500,
  backoff: 20,
  maxBackoff: 500,
  timeout: 20_000,
  attempts: 50,
  concurrency: 32,
}

/** @param place The file of SQLite, or the URL of Redis or Postgres. */
export async function openStore(kind: StoreKind, place: string): Promise<Inbox> {
  if (kind === 'sqlite') {
    const { openInbox } = await import('@room-callbacks/sqlite')
    return openInbox(place, options)
  }
  if (kind === 'postgres') {
    const { openInbox } = await import('@room-callbacks/postgres')
    return openInbox({ connection: place, migrate: true }, options)
  }
  const { openInbox } = await import('@room-callbacks/redis')
  return openInbox({ ...options, connection: place })
}
