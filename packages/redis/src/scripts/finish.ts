import { queue } from './queue.ts'

/**
 * BullMQ's own script that ends a job, with what an inbox adds to it, as one command: the entry
 * leaves its room before BullMQ looks for the next job, and of a handled one only the id is kept.
 *
 * It also gives a worker its lock back when that ran out with nobody having taken the job since:
 * while Redis was away, no lock could be extended, and what was handled must not be handled again.
 */
export const finishScript = (bullmq: string): string => `${queue('ARGV[7]')}
local function finish()
${bullmq}
end

local id, key, target = ARGV[1], KEYS[12], ARGV[5]
local options = cmsgpack.unpack(ARGV[8])
local lock = call('GET', key .. ':lock')
if not lock and call('HGET', key, 'pb') == options['name'] then
  local is_active = call('LPOS', base .. 'active', id)
  if not is_active and call('LREM', base .. 'wait', -1, id) == 1 then
    is_active = call('LPUSH', base .. 'active', id)
  end
  if is_active then
    lock = options['token']
    call('SET', key .. ':lock', lock, 'PX', options['lockDuration'])
  end
end
if lock == options['token'] then
  local room = call('HGET', key, 'room')
  call('ZREM', base .. 'open', id)
  if target == 'completed' then call('HDEL', key, 'data', 'opts', 'room', 'stacktrace', 'failedReason', 'pb') end
  if room then
    call('LREM', base .. 'room:' .. room, 1, id)
    advance(room)
  end
end
local result = finish()
if target == 'completed' and lock == options['token'] and call('EXISTS', key) == 1 then
  -- Written anew it is compact: a hash that once held a body never becomes so by itself.
  local fields = call('HGETALL', key)
  call('DEL', key)
  call('HSET', key, unpack(fields))
end
return result
`
