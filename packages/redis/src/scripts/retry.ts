import { layout, letters, ordering } from './layout.ts'

/** A dead letter waits again, with no attempts and crashes behind it, at the end of what has its order key. Needs `layout` and `ordering`. */
export const revive: string = `
local function revive_letter(name, now, is_ordered)
  local fields = read(name, 'id', 'command', 'orderKey', 'size', 'body')
  if not (fields and fields[1] and fields[2] and fields[5]) then return nil end
  if call('ZREM', base .. 'dead', name) == 0 then return nil end
  local size = tonumber(fields[4]) or 0
  call('ZREM', base .. 'deadTimes', name)
  call('ZREM', base .. 'unhandled', name)
  if call('ZREM', base .. 'refused', name) == 1 then
    add_bytes('refusedBytes', -size)
    add_bytes('bytes', size)
  end
  local key = base .. 'entry:' .. name
  local order_key = is_ordered and fields[3]
  call('HDEL', key, 'error', 'attempts', 'crashes', 'fence', 'ordered')
  call('HSET', key, 'at', now)
  if order_key then call('HSET', key, 'ordered', 1) end
  local number = next_number()
  enter('waiting', fields[2], name, number)
  join_order(order_key, fields[2], name, number)
  return fields[1]
end
`

/**
 * Dead letters wait again. Gives their ids, and where to go on or an empty text.
 *
 * ARGV: now, whether order is kept, a name or an empty text for all, number to begin with, number to end with or an
 * empty text for that of the last one at this moment: what dies while the others are retried stays dead.
 */
export const retryScript: string = `${layout}${ordering}${letters}${revive}
permit_writes()
local now, is_ordered, name, from, to = ARGV[1], ARGV[2] == '1', ARGV[3], ARGV[4], ARGV[5]
if name ~= '' then return { { revive_letter(name, now, is_ordered) }, '', '' } end
if to == '' then to = call('ZRANGE', base .. 'dead', -1, -1, 'WITHSCORES')[2] or '0' end
local page = call('ZRANGEBYSCORE', base .. 'dead', from, to, 'WITHSCORES', 'LIMIT', 0, 200)
local ids = {}
for i = 1, #page, 2 do table.insert(ids, revive_letter(page[i], now, is_ordered)) end
return { ids, #page == 400 and '(' .. page[400] or '', to }
`
