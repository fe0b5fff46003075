/**
 * What the scripts share. They write what BullMQ 6 writes, so that its workers, events and
 * dashboards find what they know, and beside it, under the same hash tag:
 *
 * - `open`, a sorted set: every entry that waits, runs or is delayed, by arrival.
 * - `recorded`, a sorted set: answered Before callbacks, by time.
 * - `room:<room>`, a list: the entries of a room that are not finished, in order of arrival. The
 *   jobs themselves carry their room in a field `room`.
 *
 * THE ORDER OF A ROOM. Only the head of a room's list is ever in BullMQ's hands (waiting, active or
 * delayed). Those behind it stay in BullMQ's `waiting-children`, which says in dashboards what they
 * do, and which no worker takes from. An entry joins its list in the script that stores it, and
 * leaves it in the script in which BullMQ completes or fails it, which hands over the next one:
 * Redis runs a script as one command and writes it to its append-only file as one transaction, so
 * there is no moment at which a process or Redis could die and leave a room between two heads.
 * A delayed, running or stalled head keeps its place; other rooms have heads of their own.
 *
 * Only people can put a room out of step, by removing jobs in a dashboard. So whoever looks for the
 * next head passes over entries that are gone or finished, and the sweep looks for it in every room.
 */
export const queue = (base: string): string => `
local call = redis.call
local base = ${base}
local settings = call('HMGET', base .. 'meta', 'paused', 'concurrency', 'opts.maxLenEvents')

local function event(...)
  call('XADD', base .. 'events', 'MAXLEN', '~', settings[3] or 10000, '*', 'event', ...)
end

local function hand_over(id)
  call('LPUSH', base .. 'wait', id)
  local maxed = settings[2] and call('LLEN', base .. 'active') >= tonumber(settings[2])
  if not settings[1] and not maxed then call('ZADD', base .. 'marker', 0, '0') end
  event('waiting', 'jobId', id)
end

local function advance(room)
  local list = base .. 'room:' .. room
  while true do
    local head = call('LINDEX', list, 0)
    if not head then return end
    local is_there = call('EXISTS', base .. head) == 1
    if is_there and call('ZREM', base .. 'waiting-children', head) == 1 then return hand_over(head) end
    local is_finished = call('ZSCORE', base .. 'failed', head) or call('ZSCORE', base .. 'completed', head)
    if is_there and not is_finished then return end
    call('LPOP', list)
  end
end

local function line_up(id, room, arrival)
  call('ZADD', base .. 'open', arrival, id)
  if not room then return hand_over(id) end
  if call('RPUSH', base .. 'room:' .. room, id) == 1 then return hand_over(id) end
  call('ZADD', base .. 'waiting-children', arrival, id)
  advance(room)
end

local function forget(id)
  local key = base .. id
  call('DEL', key, key .. ':logs', key .. ':dependencies', key .. ':processed', key .. ':failed', key .. ':unsuccessful')
end
`
