import { openInbox, type RedisInbox } from '@room-callbacks/redis'

/** Where the processes of the cluster meet. */
export interface Place {
  readonly REDIS_URL: string
  /** What the keys begin with. */
  readonly PREFIX: string
}

/** Where the process that started this one said. */
export const placeGiven = (): Place => {
  const { REDIS_URL = '', PREFIX = '' } = process.env
  return { REDIS_URL, PREFIX }
}

/** Every process opens the inbox with the same options; which role it has, its receiver says. */
export const openSharedInbox = ({ REDIS_URL, PREFIX }: Place): Promise<RedisInbox> =>
  openInbox({
    connection: REDIS_URL,
    prefix: PREFIX,
    order: 'key',
    concurrency: 8,
    // Impatient, for an example: what a killed worker held goes on after three seconds.
    lease: 3000,
    backoff: 200,
  })
