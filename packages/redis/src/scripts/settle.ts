import { layout, ordering } from './layout.ts'
import { leaseClock } from './lease-clock.ts'

/** `settle` ends a lease, and gives its entry, or nil when it was not held. Needs `layout`. */
const settle = `
local function settle(name, fence)
  local fields = read(name, 'fence', 'command', 'orderKey', 'ordered', 'size', 'attempts', 'crashes')
  if not fields or fields[1] ~= fence or not fields[2] then return nil end
  local number = call('ZSCORE', base .. 'running', name)
  if not number then return nil end
  local command = fields[2]
  permit_writes()
  leave('running', command, name)
  -- Its lease was over, and no other process has taken it.
  if call('ZSCORE', base .. 'due:' .. command, name) == '0' then withdraw(command, name) end
  remove_from_index('due', command, name)
  return { command = command, order_key = fields[4] and fields[3], size = tonumber(fields[5]) or 0, number = tonumber(number),
    attempts = tonumber(fields[6]) or 0, crashes = tonumber(fields[7]) or 0 }
end

-- An earlier try was written, and its answer got lost on the way.
local function was_settled(name, fence, repeated, set)
  if repeated ~= '1' then return 0 end
  -- By its fence: when the lease was over, another process may have handled it.
  if set == 'handled' then return call('ZSCORE', base .. 'completed', fence) and 1 or 0 end
  if not call('ZSCORE', base .. set, name) then return 0 end
  local fields = read(name, 'fence')
  return fields and fields[1] == fence and 1 or 0
end
`

/** Handled: only the name is remembered. ARGV: name, fence, whether it is repeated, until when it is remembered. */
export const completeScript: string = `${layout}${ordering}${settle}
local name = ARGV[1]
local entry = settle(name, ARGV[2])
if not entry then return was_settled(name, ARGV[2], ARGV[3], 'handled') end
call('DEL', base .. 'entry:' .. name)
add_bytes('bytes', -entry.size)
call('ZADD', base .. 'handled', ARGV[4], name)
-- Enough for those whose answers got lost: only the last ones are tried again.
call('ZADD', base .. 'completed', ARGV[2], ARGV[2])
call('ZREMRANGEBYRANK', base .. 'completed', 0, -10001)
leave_order(entry.order_key, entry.command, name)
return 1
`

/** Failed: due again after a delay. ARGV: lease clock (3), name, fence, whether it is repeated, now, duration, error. */
export const delayScript: string = `${layout}${leaseClock}${ordering}${settle}
local name, duration = ARGV[4], tonumber(ARGV[8])
local entry = settle(name, ARGV[5])
if not entry then return was_settled(name, ARGV[5], ARGV[6], 'delayed') end
call('HSET', base .. 'entry:' .. name, 'at', tonumber(ARGV[7]) + duration, 'error', ARGV[9])
enter('delayed', entry.command, name, entry.number)
add_to_index('due', entry.command, name, math.max(lease_now + duration, 1))
keep_lease_clock()
return 1
`

/** Becomes a dead letter. ARGV: name, fence, whether it is repeated, now, error. */
export const deadLetterScript: string = `${layout}${ordering}${settle}
local name, now = ARGV[1], tonumber(ARGV[4])
local entry = settle(name, ARGV[2])
if not entry then return was_settled(name, ARGV[2], ARGV[3], 'dead') end
call('HSET', base .. 'entry:' .. name, 'at', now, 'error', ARGV[5])
bury(name, entry.number, now)
leave_order(entry.order_key, entry.command, name)
return 1
`

/** Given back before it began: it waits at its place. ARGV: names and fences. */
export const releaseScript: string = `${layout}${ordering}${settle}
for i = 1, #ARGV, 2 do
  local name = ARGV[i]
  local entry = settle(name, ARGV[i + 1])
  if entry then
    call('HSET', base .. 'entry:' .. name, 'attempts', entry.attempts - 1)
    enter('waiting', entry.command, name, entry.number)
    offer(entry.command, name, entry.number, entry.crashes)
  end
end
return 1
`

/** Renews leases. Gives the lease clock, and the fences of those that are still held. ARGV: lease clock (3), duration, names and fences. */
export const extendScript: string = `${layout}${leaseClock}
local kept, changed = {}, {}
permit_writes()
for i = 5, #ARGV, 2 do
  local name, fence = ARGV[i], ARGV[i + 1]
  local fields = read(name, 'fence', 'command')
  if fields and fields[1] == fence and fields[2] and call('ZSCORE', base .. 'running', name) then
    local due = base .. 'due:' .. fields[2]
    if call('ZSCORE', due, name) == '0' then withdraw(fields[2], name) end
    call('ZADD', due, lease_now + tonumber(ARGV[4]), name)
    changed[fields[2]] = true
    table.insert(kept, fence)
  end
end
for command in pairs(changed) do update_head('due', command) end
keep_lease_clock()
return { tostring(lease_now), kept }
`
