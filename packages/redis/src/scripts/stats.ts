import { queue } from './queue.ts'

/** Waiting, running, delayed, dead, recorded, handled in the last minute, arrival of the oldest. */
export const statsScript: string = `${queue('KEYS[1]')}
local oldest = call('ZRANGE', base .. 'open', 0, 0, 'WITHSCORES')[2]
return {
  call('LLEN', base .. 'wait') + call('ZCARD', base .. 'waiting-children'),
  call('LLEN', base .. 'active'),
  call('ZCARD', base .. 'delayed'),
  call('ZCARD', base .. 'failed'),
  call('ZCARD', base .. 'recorded'),
  call('ZCOUNT', base .. 'completed', '(' .. ARGV[1], '+inf'),
  oldest and math.floor(tonumber(oldest) / 4096)
}
`
