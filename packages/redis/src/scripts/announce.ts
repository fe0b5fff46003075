import { announcements } from './announcements.ts'
import { layout, letters, ordering } from './layout.ts'
import { leaseClock } from './lease-clock.ts'
import { revive } from './retry.ts'

/**
 * A process handles some commands. Of one that was not announced before, what became an unhandled dead letter since a time
 * waits again, some at a time: gives how many were passed over, or an empty text when the commands are announced.
 *
 * ARGV: lease clock (3), now, whether order is kept, the time, how many to pass over, commands.
 */
export const announceScript: string = `${layout}${leaseClock}${ordering}${letters}${announcements}${revive}
permit_writes()
local fields, is_new, has_new = {}, {}, false
for i = 8, #ARGV do
  local field = ARGV[i] == '*' and '*' or ':' .. ARGV[i]
  local row = read_announcement(field)
  fields[field] = string.format('%.0f %.0f', row and row.first or lease_now, lease_now)
  if not row then is_new[field], has_new = true, true end
end
if has_new then
  local passed = tonumber(ARGV[7])
  local page = call('ZRANGEBYSCORE', base .. 'unhandled', ARGV[6], '+inf', 'LIMIT', passed, 200)
  for _, name in ipairs(page) do
    local entry = read(name, 'command')
    local is_meant = entry and entry[1] and (is_new['*'] or is_new[':' .. entry[1]])
    if not is_meant or not revive_letter(name, ARGV[4], ARGV[5] == '1') then passed = passed + 1 end
  end
  if #page == 200 then return tostring(passed) end
end
for field, row in pairs(fields) do call('HSET', base .. 'announced', field, row) end
if next(fields) then call('HSET', base .. 'numbers', 'announcedLast', lease_now) end
keep_lease_clock()
return ''
`

/**
 * What waits for a command that no process handles. Where none of the living does, it loses its place in its order, which it
 * would hold up. When none did for a time in which others were announced, the command is forgotten, and what waits becomes
 * an unhandled dead letter. Some at a time: gives where to go on, or an empty text.
 *
 * ARGV: lease clock (3), now, for how long an announcement counts as living, unhandledAfter, bounds of the refused in entries
 * and bytes, number to begin with.
 */
export const abandonScript: string = `${layout}${leaseClock}${ordering}${letters}${announcements}
local now, since, before, cursor = tonumber(ARGV[4]), lease_now - tonumber(ARGV[5]), lease_now - tonumber(ARGV[6]), ARGV[9]
permit_writes()

local abandoned, has_rows, found = {}, call('EXISTS', base .. 'announced') == 1, false
local waiting = {}
for _, field in ipairs(call('HKEYS', base .. 'counts')) do
  local command = string.match(field, '^waiting:(.*)$')
  if command and has_rows then
    abandoned[command] = is_abandoned(command, since)
    table.insert(waiting, command)
  end
end

if cursor == '' then
  local old, is_delivered = {}, false
  for _, field in ipairs(call('HKEYS', base .. 'announced')) do
    local row = read_announcement(field) or { first = 0, last = 0 }
    is_delivered = is_delivered or (row.first <= before and row.last > before)
    if row.last <= before then table.insert(old, field) end
  end
  if is_delivered and old[1] then call('HDEL', base .. 'announced', unpack(old)) end
  call('HSET', base .. 'numbers', 'isDelivered', is_delivered and 1 or 0)
end
local is_delivered = call('HGET', base .. 'numbers', 'isDelivered') == '1'

local unhandled = {}
for _, command in ipairs(waiting) do
  unhandled[command] = is_delivered and not is_announced(command)
  found = found or unhandled[command] or (abandoned[command] and call('HGET', base .. 'counts', 'ordered:' .. command))
end
if not found then return '' end

local page = call('ZRANGEBYSCORE', base .. 'waiting', cursor == '' and '-inf' or cursor, '+inf', 'WITHSCORES', 'LIMIT', 0, 200)
for i = 1, #page, 2 do
  local name = page[i]
  local fields = read(name, 'command', 'orderKey', 'ordered', 'size', 'crashes')
  local command = fields and fields[1]
  if command and unhandled[command] then
    leave('waiting', command, name)
    withdraw(command, name)
    local size, number = tonumber(fields[4]) or 0, tonumber(page[i + 1])
    add_bytes('bytes', -size)
    add_bytes('refusedBytes', size)
    call('HSET', base .. 'entry:' .. name, 'at', now, 'error', 'unhandled')
    bury(name, number, now)
    call('ZADD', base .. 'refused', number, name)
    call('ZADD', base .. 'unhandled', now, name)
    leave_order(fields[3] and fields[2], command, name)
    keep_bound('dead', 'refused', tonumber(ARGV[7]), tonumber(ARGV[8]))
  elseif command and abandoned[command] and fields[3] then
    call('HDEL', base .. 'entry:' .. name, 'ordered')
    offer(command, name, tonumber(page[i + 1]), tonumber(fields[5]) or 0)
    leave_order(fields[2], command, name)
  end
end
return #page == 400 and '(' .. page[400] or ''
`
