import { layout } from './layout.ts'
import { asked } from './lease.ts'
import { leaseClock } from './lease-clock.ts'

/** In how many ms the next delay or lease of some commands is over; -1 when there is none. ARGV: lease clock (3), commands. */
export const nextDueInScript: string = `${layout}${leaseClock}${asked(4)}
local due = lowest('due', 1)[1]
return { tostring(lease_now), due and math.max(due.score - lease_now, 0) or -1 }
`

/**
 * Waiting, running, delayed, dead, refused, unhandled, recorded, handled after a time, dropped, bytes, arrival of the oldest.
 * ARGV: score of the handled, commands that the first three count.
 */
export const statsScript: string = `${layout}
local result, oldest = {}, ''
for _, state in ipairs({ 'waiting', 'running', 'delayed' }) do
  local first = call('ZRANGE', base .. state, 0, 0)[1]
  local fields = first and read(first, 'received')
  local received = fields and tonumber(fields[1])
  if received and (oldest == '' or received < oldest) then oldest = received end
  local count = 0
  if ARGV[2] == '*' then count = call('ZCARD', base .. state)
  elseif first then
    for i = 2, #ARGV do count = count + (tonumber(call('HGET', base .. 'counts', state .. ':' .. ARGV[i]) or 0)) end
  end
  table.insert(result, count)
end
for _, set in ipairs({ 'dead', 'refused', 'unhandled', 'recorded' }) do table.insert(result, call('ZCARD', base .. set)) end
table.insert(result, call('ZCOUNT', base .. 'handled', '(' .. ARGV[1], '+inf'))
local numbers = call('HMGET', base .. 'numbers', 'dropped', 'bytes')
table.insert(result, tonumber(numbers[1]) or 0)
table.insert(result, tonumber(numbers[2]) or 0)
table.insert(result, oldest)
return result
`

/**
 * Some entries of a state: the score of the last, or an empty text when there are no more, and each with its name, number,
 * time, attempts, crashes, error and record. A page is bounded in entries and bytes, so that no other caller waits long for Redis.
 *
 * ARGV: state, limit, score to begin after or an empty text, name to begin after or an empty text.
 */
export const listScript: string = `${layout}
local set, limit, from = base .. ARGV[1], math.min(tonumber(ARGV[2]), 100), ARGV[3]
if from == '' then from = ARGV[4] ~= '' and call('ZSCORE', set, ARGV[4]) or '-inf' end
local page = call('ZRANGEBYSCORE', set, from == '-inf' and from or '(' .. from, '+inf', 'WITHSCORES', 'LIMIT', 0, limit)
local entries, bytes = {}, 0
for i = 1, #page, 2 do
  local fields = read(page[i], 'at', 'attempts', 'crashes', 'error', 'id', 'command', 'orderKey', 'about', 'body') or {}
  for field = 1, 9 do fields[field] = fields[field] or '' end
  table.insert(entries, { page[i], page[i + 1], unpack(fields, 1, 9) })
  bytes = bytes + #fields[9]
  if bytes > 4194304 then return { page[i + 1], entries } end
end
return { #page == 2 * limit and page[#page] or '', entries }
`

/** One entry: its state, and what `listScript` gives of it; nothing where it is not kept. ARGV: name. */
export const getScript: string = `${layout}
for _, state in ipairs({ 'waiting', 'running', 'delayed', 'dead', 'recorded' }) do
  local number = call('ZSCORE', base .. state, ARGV[1])
  if number then
    local fields = read(ARGV[1], 'at', 'attempts', 'crashes', 'error', 'id', 'command', 'orderKey', 'about', 'body') or {}
    for field = 1, 9 do fields[field] = fields[field] or '' end
    return { state, { ARGV[1], number, unpack(fields, 1, 9) } }
  end
end
return {}
`
