import { announcements } from './announcements.ts'
import { layout, letters, ordering } from './layout.ts'
import { leaseClock } from './lease-clock.ts'

/**
 * Stores an entry. Gives `stored`, `duplicate`, `full`, or `unhandled` when processes deliver and none handles its command.
 *
 * ARGV: lease clock (3), for how long an announcement counts as living, name, now, kind, command, order key that it is ordered
 * in, size, capacity in entries and bytes, bounds of the refused and of the recorded in entries and bytes, whether to write
 * although the memory is full, and the fields of the entry.
 */
export const putScript: string = `${layout}${leaseClock}${ordering}${letters}${announcements}
local name, now, kind, command, order_key, size = ARGV[5], tonumber(ARGV[6]), ARGV[7], ARGV[8], ARGV[9], tonumber(ARGV[10])

if call('EXISTS', base .. 'entry:' .. name) == 1 then return 'duplicate' end
local remembered = call('ZSCORE', base .. 'handled', name)
if remembered and tonumber(remembered) > now then return 'duplicate' end

if kind == 'waiting' then
  if not is_announced(command) and call('EXISTS', base .. 'announced') == 1 then kind = 'unhandled' end
end

local entries, bytes = 0, 0
if kind == 'waiting' then
  for _, state in ipairs({ 'waiting', 'running', 'delayed', 'dead' }) do entries = entries + call('ZCARD', base .. state) end
  entries = entries - call('ZCARD', base .. 'refused')
  bytes = tonumber(call('HGET', base .. 'numbers', 'bytes') or 0)
  -- Entries that another program removed took their sizes along.
  if entries == 0 then bytes = 0 end
  if entries >= tonumber(ARGV[11]) or bytes + size > tonumber(ARGV[12]) then return 'full' end
end

-- It would hold up its order key, and no living process handles it.
if order_key ~= '' and is_abandoned(command, lease_now - tonumber(ARGV[4])) then order_key = '' end

if ARGV[17] == '1' then permit_writes() end
call('HSET', base .. 'entry:' .. name, 'command', command, 'size', size, 'at', now, unpack(ARGV, 18))
if order_key ~= '' then call('HSET', base .. 'entry:' .. name, 'ordered', 1) end
if remembered then call('ZREM', base .. 'handled', name) end

local number = next_number()
if kind == 'waiting' then
  call('HSET', base .. 'numbers', 'bytes', bytes + size)
  enter('waiting', command, name, number)
  join_order(order_key ~= '' and order_key, command, name, number)
  return 'stored'
end
if kind == 'recorded' then
  call('ZADD', base .. 'recorded', number, name)
  call('ZADD', base .. 'recordedTimes', now, name)
  add_bytes('recordedBytes', size)
  keep_bound('recorded', 'recorded', tonumber(ARGV[15]), tonumber(ARGV[16]))
  return 'stored'
end
bury(name, number, now)
call('ZADD', base .. 'refused', number, name)
add_bytes('refusedBytes', size)
if kind == 'unhandled' then
  call('HSET', base .. 'entry:' .. name, 'error', 'unhandled')
  call('ZADD', base .. 'unhandled', now, name)
end
keep_bound('dead', 'refused', tonumber(ARGV[13]), tonumber(ARGV[14]))
return kind == 'unhandled' and 'unhandled' or 'stored'
`
