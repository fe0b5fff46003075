import { layout, letters, ordering } from './layout.ts'
import { leaseClock } from './lease-clock.ts'

/**
 * The commands that a caller asks for: `commands`, or all of them where it is nil. `lowest` gives those of them that have
 * something in an index, the lowest first. Needs `layout`.
 */
export const asked = (first: number): string => `
local commands = ARGV[${first}] ~= '*' and { unpack(ARGV, ${first}) }

local function lowest(index, limit)
  local found = {}
  if not commands then
    local all = call('ZRANGE', base .. index, 0, limit - 1, 'WITHSCORES')
    for i = 1, #all, 2 do table.insert(found, { command = all[i], score = tonumber(all[i + 1]) }) end
    return found
  end
  if #commands == 0 then return found end
  for i, score in ipairs(call('ZMSCORE', base .. index, unpack(commands))) do
    if score then table.insert(found, { command = commands[i], score = tonumber(score) }) end
  end
  table.sort(found, function(a, b) return a.score < b.score end)
  return found
end
`

/**
 * Leases what is ready. Gives the lease clock, whether a suspect is ready that was not leased, and the entries.
 *
 * A connection may break after Redis leased and before the caller got the entries: their leases would run out, and count as
 * crashes. So the last batch of each caller is kept, and given again when the caller does not know its number.
 *
 * ARGV: lease clock (3), limit, now, duration, `one` or `none`, the caller and the batch that it got last, commands.
 */
export const leaseScript: string = `${layout}${leaseClock}${ordering}${letters}${asked(10)}
local limit, now, duration = tonumber(ARGV[4]), ARGV[5], tonumber(ARGV[6])
local batch_key = base .. 'batch:' .. ARGV[8]
local is_permitted = false
local function permit_once()
  if not is_permitted then permit_writes() end
  is_permitted = true
end

local entries, bytes = {}, 0
local function give(name, fence, attempts, crashes, fields)
  bytes = bytes + #fields[7]
  table.insert(entries, { name, fence, attempts, crashes, fields[3], fields[4], fields[5] or '', fields[6], fields[7] })
end

local function read_whole(name)
  local fields = read(name, 'attempts', 'crashes', 'id', 'command', 'orderKey', 'about', 'body', 'fence')
  return fields and fields[3] and fields[4] and fields[6] and fields[7] and fields
end

local batch = call('LRANGE', batch_key, 0, -1)
if batch[1] and batch[1] ~= ARGV[9] then
  for i = 2, #batch, 2 do
    local name, fence = batch[i], batch[i + 1]
    local fields = read_whole(name)
    if fields and fields[8] == fence and call('ZSCORE', base .. 'running', name) then
      permit_once()
      withdraw(fields[4], name)
      call('ZADD', base .. 'due:' .. fields[4], lease_now + duration, name)
      update_head('due', fields[4])
      give(name, fence, tonumber(fields[1]), tonumber(fields[2]), fields)
    end
  end
  if #entries > 0 then
    keep_lease_clock()
    call('PEXPIRE', batch_key, duration + 60000)
    return { tostring(lease_now), 0, batch[1], entries }
  end
end

-- What is due becomes ready, some at a time; it is still running or delayed until it is leased.
local page = 200
for _, due in ipairs(lowest('due', page)) do
  if page <= 0 or due.score > lease_now then break end
  local names = call('ZRANGEBYSCORE', base .. 'due:' .. due.command, '(0', lease_now, 'LIMIT', 0, page)
  page = page - #names
  for _, name in ipairs(names) do
    permit_once()
    local was_running = call('ZSCORE', base .. 'running', name)
    local number = was_running or call('ZSCORE', base .. 'delayed', name)
    local fields = read(name, 'crashes')
    if fields and number then
      offer(due.command, name, tonumber(number), (tonumber(fields[1]) or 0) + (was_running and 1 or 0))
      call('ZADD', base .. 'due:' .. due.command, 0, name)
    else bury_broken(name, due.command) end
  end
  if #names > 0 then update_head('due', due.command) end
end

local fence = tonumber(call('HGET', base .. 'numbers', 'fence') or 0)
local time = call('TIME')
fence = math.max(fence, time[1] * 1000 + math.floor(time[2] / 1000) - 1)

local leased = {}
local function lease(name, command)
  local fields = read_whole(name)
  if not fields or fields[4] ~= command then return bury_broken(name, command) end
  withdraw(command, name)
  local number, attempts, crashes = nil, (tonumber(fields[1]) or 0) + 1, tonumber(fields[2]) or 0
  for _, state in ipairs({ 'waiting', 'delayed', 'running' }) do
    number = call('ZSCORE', base .. state, name)
    if number then
      if state == 'running' then crashes = crashes + 1 else leave(state, command, name) end
      break
    end
  end
  if not number then return bury_broken(name, command) end
  enter('running', command, name, number)
  fence = fence + 1
  local text = string.format('%.0f', fence)
  call('HSET', base .. 'entry:' .. name, 'attempts', attempts, 'crashes', crashes, 'fence', text, 'at', now)
  call('ZADD', base .. 'due:' .. command, lease_now + duration, name)
  update_head('due', command)
  table.insert(leased, name)
  table.insert(leased, text)
  give(name, text, attempts, crashes, fields)
end

local suspect = lowest('suspects', 1)[1]
if suspect and ARGV[7] == 'one' then
  permit_once()
  lease(call('ZRANGE', base .. 'suspects:' .. suspect.command, 0, 0)[1], suspect.command)
  suspect = lowest('suspects', 1)[1]
else
  local heads = lowest('ready', limit)
  -- A reply has a bound, too; what is left is asked for next. A broken entry takes a turn and gives nothing.
  for _ = 1, limit do
    if not heads[1] or bytes > 8388608 then break end
    local first = 1
    for i = 2, #heads do
      if heads[i].score < heads[first].score then first = i end
    end
    local command = heads[first].command
    permit_once()
    lease(call('ZRANGE', base .. 'ready:' .. command, 0, 0)[1], command)
    local score = call('ZSCORE', base .. 'ready', command)
    if score then heads[first].score = tonumber(score) else table.remove(heads, first) end
  end
end

local number = ''
if #leased > 0 then
  number = leased[#leased]
  call('HSET', base .. 'numbers', 'fence', number)
  call('DEL', batch_key)
  call('RPUSH', batch_key, number, unpack(leased))
  -- While no other process takes them, they may be asked for again.
  call('PEXPIRE', batch_key, duration + 60000)
end
if is_permitted or new_offset then
  permit_once()
  keep_lease_clock()
end
return { tostring(lease_now), suspect and 1 or 0, number, entries }
`
