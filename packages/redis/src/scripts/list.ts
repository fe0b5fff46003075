import { queue } from './queue.ts'

/**
 * Gives where to go on, or -1, and some entries of a state, each as its time, data, attempts and
 * error. A page is bounded, so that nobody waits long for Redis; the waiting ones are what is left of
 * `open` without the running and the delayed ones.
 */
export const listScript: string = `${queue('KEYS[1]')}
local state, start, limit, after = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local sets = { waiting = 'open', delayed = 'delayed', dead = 'failed', recorded = 'recorded' }
local running = call('LRANGE', base .. 'active', 0, -1)
local is_running = {}
for _, id in ipairs(running) do is_running[id] = true end

local ids = {}
local following = -1
if state == 'running' then
  for index = #running, 1, -1 do table.insert(ids, running[index]) end
  for index, id in ipairs(ids) do
    if id == after then start = index end
  end
  ids = { unpack(ids, start + 1, math.min(start + limit, #ids)) }
else
  local set = base .. sets[state]
  if after then start = (call('ZRANK', set, after) or -1) + 1 end
  local page = call('ZRANGE', set, start, start + 999)
  for index, id in ipairs(page) do
    if #ids == limit then break end
    local is_waiting = not is_running[id] and not call('ZSCORE', base .. 'delayed', id)
    if state ~= 'waiting' or is_waiting then table.insert(ids, id) end
  end
  if #page == 1000 then following = start + 1000 end
end

local entries = {}
for _, id in ipairs(ids) do
  local fields = call('HMGET', base .. id, 'data', 'ats', 'failedReason', 'timestamp', 'processedOn')
  local at = state == 'running' and fields[5] or fields[4]
  if state ~= 'running' and state ~= 'waiting' then at = call('ZSCORE', base .. sets[state], id) end
  if state == 'delayed' then at = math.floor(tonumber(at) / 4096) end
  if fields[1] then table.insert(entries, { tostring(at), fields[1], fields[2] or '0', fields[3] or '' }) end
end
return { following, entries }
`
