import { queue } from './queue.ts'

/** Gives dead letters a new life: one by its id, or some of those that died by a time. Gives their ids. */
export const retryScript: string = `${queue('KEYS[1]')}
local before, limit, id = ARGV[1], ARGV[2], ARGV[3]
local ids = id and { id } or call('ZRANGEBYSCORE', base .. 'failed', '-inf', before, 'LIMIT', 0, limit)
local retried = {}
for _, dead in ipairs(ids) do
  if call('ZREM', base .. 'failed', dead) == 1 and call('EXISTS', base .. dead) == 1 then
    local key = base .. dead
    call('HDEL', key, 'failedReason', 'stacktrace', 'finishedOn', 'processedOn', 'atm', 'ats', 'stc', 'defa')
    local fields = call('HMGET', key, 'timestamp', 'room')
    line_up(dead, fields[2], tonumber(fields[1]) * 4096)
    table.insert(retried, dead)
  end
end
return retried
`
