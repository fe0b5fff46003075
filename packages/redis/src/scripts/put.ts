import { queue } from './queue.ts'

/** Stores a record. Gives 1, 0 for a duplicate, -1 when the inbox is full. */
export const putScript: string = `${queue('KEYS[1]')}
local id, name, data, options, arrived = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local now, window, capacity = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local kind, text, room = ARGV[9], ARGV[10], ARGV[11]
local key = base .. id

if call('EXISTS', key) == 1 then
  local finished = call('ZSCORE', base .. 'completed', id)
  if not finished or tonumber(finished) > now - window then return 0 end
  call('ZREM', base .. 'completed', id)
  forget(id)
end
if call('ZCARD', base .. 'open') + call('ZCARD', base .. 'failed') + call('ZCARD', base .. 'recorded') >= capacity then
  return -1
end

-- First a command that is refused when memory is full: then nothing of this script has been done.
local number = call('INCR', base .. 'id')
call('HSET', key, 'name', name, 'data', data, 'opts', options, 'timestamp', arrived, 'delay', 0, 'priority', 0)
if kind == 'recorded' then
  call('ZADD', base .. 'recorded', now, id)
  return 1
end
if room then call('HSET', key, 'room', room) end
event('added', 'jobId', id, 'name', name)
if kind == 'refused' then
  call('HSET', key, 'failedReason', text, 'finishedOn', now)
  call('ZADD', base .. 'failed', now, id)
  event('failed', 'jobId', id, 'failedReason', text)
  return 1
end
-- In order of storing where the millisecond is the same; a double is just wide enough.
line_up(id, room, tonumber(arrived) * 4096 + number % 4096)
return 1
`
