import { queue } from './queue.ts'

/** Mends, some entries at a time, what people did in a dashboard. Gives where to go on. */
export const sweepScript: string = `${queue('KEYS[1]')}
local page = call('ZSCAN', base .. 'open', ARGV[1], 'COUNT', ARGV[2])
for index = 1, #page[2], 2 do
  local id = page[2][index]
  local room = call('HGET', base .. id, 'room')
  if room then advance(room) end
  local is_over = call('EXISTS', base .. id) == 0 or call('ZSCORE', base .. 'failed', id)
  if is_over or call('ZSCORE', base .. 'completed', id) then
    call('ZREM', base .. 'open', id)
    call('ZREM', base .. 'waiting-children', id)
  end
end
return page[1]
`
