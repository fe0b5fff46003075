import { queue } from './queue.ts'

/** Forgets entries of a set: one by its id, or some that came into it by a time. Gives their ids. */
export const forgetScript: string = `${queue('KEYS[1]')}
local set, before, limit, id = base .. ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local ids = id and { id } or call('ZRANGEBYSCORE', set, '-inf', before, 'LIMIT', 0, limit)
local forgotten = {}
for _, old in ipairs(ids) do
  if call('ZREM', set, old) == 1 then
    forget(old)
    table.insert(forgotten, old)
  end
end
return forgotten
`
