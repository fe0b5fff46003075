/**
 * What the scripts share. All keys of an inbox begin with one base, and its braces put them into one slot of a cluster:
 *
 * - `entry:<name>`, a hash: one entry. Its name is a digest of its id, because ids are long and stand in many sets.
 * - `waiting`, `running`, `delayed`, `dead`, `recorded`, sorted sets: the entries of a state by their number, which counts
 *   arrivals. `refused` is a part of `dead`.
 * - `deadTimes`, `recordedTimes`, `unhandled`, sorted sets: dead letters, recorded entries and unhandled dead letters by time.
 * - `handled`, a sorted set: names of handled entries, by the time until which they are remembered.
 * - `completed`, a sorted set: the fences of the last 10,000 that were handled.
 * - `ready:<command>`, sorted sets by number: what may be leased. `suspects:<command>`: the same of entries that ended
 *   their processes, by crashes and number. `due:<command>`: all that runs or is delayed, by the time when its lease or
 *   delay is over; 0 when that was noticed, and the entry stands in one of the other two.
 * - `ready`, `suspects`, `due`, sorted sets: for each command the lowest score in its own set. A process finds what it
 *   handles through them, without a look at 100,000 entries of other commands.
 * - `order:<order key>`, a list: the entries of an order key that are not settled, in order of arrival. Only its head may be leased.
 * - `counts`, a hash: how many entries of each command are in each of the first three states, and in the list of an order key.
 * - `numbers`, a hash: the last arrival, the last fence, bytes, `dropped`, the lease clock.
 * - `announced`, a hash: since when, and when last, each command was announced.
 *
 * REDIS DOES NOT ROLL BACK. A script that fails in the middle leaves half of its writes behind. So the first write of
 * `put` is one that Redis refuses when its memory is full, and the first write of every other script is a DEL of a key that
 * never exists: Redis never refuses that for memory, and after it lets the script write even when memory is full. Thereby a
 * full Redis still gives out what fills it. A server that is read-only or lacks replicas refuses the first write as well.
 *
 * WHILE A CLUSTER MOVES THE SLOT, keys are on two nodes, and no node may run a script. So each script declares two keys
 * that never exist: the node that has the slot then sends the client to the one that gets it, and that one answers
 * TRYAGAIN, until all keys are there.
 */
export const layout: string = `
local call, base = redis.call, KEYS[1]

local function permit_writes() call('DEL', KEYS[2]) end

local function update_head(index, command)
  local head = call('ZRANGE', base .. index .. ':' .. command, 0, 0, 'WITHSCORES')
  if head[1] then call('ZADD', base .. index, head[2], command) else call('ZREM', base .. index, command) end
end

local function add_to_index(index, command, name, score)
  call('ZADD', base .. index .. ':' .. command, score, name)
  return call('ZADD', base .. index, 'LT', score, command) == 1
end

local function remove_from_index(index, command, name)
  if call('ZREM', base .. index .. ':' .. command, name) == 0 then return false end
  update_head(index, command)
  return true
end

-- Of suspects the one with the fewest crashes comes first. A double holds both numbers exactly.
local function suspect_score(crashes, number) return math.min(crashes, 1000) * 8796093022208 + number end

local function offer(command, name, number, crashes)
  local is_first
  if crashes > 0 then is_first = add_to_index('suspects', command, name, suspect_score(crashes, number))
  else is_first = add_to_index('ready', command, name, number) end
  -- Workers sleep only while they have nothing to lease, so the first of a command is the one to tell of.
  if is_first then redis.pcall('PUBLISH', base .. 'ready', command) end
end

local function withdraw(command, name)
  return remove_from_index('ready', command, name) or remove_from_index('suspects', command, name)
end

local function add_count(state, command, change)
  local field = state .. ':' .. command
  if call('HINCRBY', base .. 'counts', field, change) <= 0 then call('HDEL', base .. 'counts', field) end
end

local function enter(state, command, name, number)
  if call('ZADD', base .. state, number, name) == 1 then add_count(state, command, 1) end
end

local function leave(state, command, name)
  if call('ZREM', base .. state, name) == 0 then return false end
  add_count(state, command, -1)
  return true
end

local function next_number() return call('HINCRBY', base .. 'numbers', 'arrivals', 1) end

local function add_bytes(class, change)
  if change ~= 0 then call('HINCRBY', base .. 'numbers', class, change) end
end

local function bury(name, number, at)
  call('ZADD', base .. 'dead', number, name)
  call('ZADD', base .. 'deadTimes', at, name)
end

-- Fields of an entry; nil when it is none. Other programs may have written to its key.
local function read(name, ...)
  local fields = redis.pcall('HMGET', base .. 'entry:' .. name, ...)
  if fields.err then return nil end
  return fields
end
`

/** The next of an order key is offered when the one before it is settled. Needs `layout`. */
export const ordering: string = `
local bury_broken

local function offer_head(order_key)
  local list = base .. 'order:' .. order_key
  while true do
    local head = call('LINDEX', list, 0)
    if not head then return end
    local number = call('ZSCORE', base .. 'waiting', head)
    if number then
      local fields = read(head, 'command', 'crashes')
      if fields and fields[1] then return offer(fields[1], head, tonumber(number), tonumber(fields[2]) or 0) end
      bury_broken(head)
    elseif call('ZSCORE', base .. 'running', head) or call('ZSCORE', base .. 'delayed', head) then return end
    call('LREM', list, 1, head)
  end
end

local function leave_order(order_key, command, name)
  if not order_key then return end
  add_count('ordered', command, -1)
  local list = base .. 'order:' .. order_key
  local is_head = call('LINDEX', list, 0) == name
  call('LREM', list, 1, name)
  if is_head then offer_head(order_key) end
end

local function is_live(name)
  return call('ZSCORE', base .. 'waiting', name) or call('ZSCORE', base .. 'running', name)
    or call('ZSCORE', base .. 'delayed', name)
end

local function join_order(order_key, command, name, number)
  if not order_key then return offer(command, name, number, 0) end
  add_count('ordered', command, 1)
  if call('RPUSH', base .. 'order:' .. order_key, name) == 1 then return offer(command, name, number, 0) end
  -- Another program may have taken the head away.
  if not is_live(call('LINDEX', base .. 'order:' .. order_key, 0)) then offer_head(order_key) end
end

-- Another program wrote to the entry: it becomes a dead letter that says so, and holds up no other.
bury_broken = function(name, command)
  local key = base .. 'entry:' .. name
  local fields = read(name, 'command', 'ordered', 'orderKey', 'id')
  if not fields then
    call('DEL', key)
    fields = {}
  end
  -- The index in which it stands knows better than the entry.
  command = command or fields[1] or '?'
  for _, state in ipairs({ 'waiting', 'running', 'delayed' }) do leave(state, command, name) end
  remove_from_index('due', command, name)
  withdraw(command, name)
  local at = call('TIME')[1] * 1000
  call('HSET', key, 'id', fields[4] or 'unreadable:' .. name, 'at', at, 'error', 'unreadable')
  bury(name, next_number(), at)
  leave_order(fields[2] and fields[3], command, name)
end
`

/** Dead letters and their classes. Needs `layout`. */
export const letters: string = `
local function forget(state, name)
  local key = base .. 'entry:' .. name
  local fields = read(name, 'size') or {}
  local class = state == 'recorded' and 'recordedBytes' or 'bytes'
  if state == 'dead' then
    if call('ZREM', base .. 'refused', name) == 1 then class = 'refusedBytes' end
    call('ZREM', base .. 'unhandled', name)
  end
  call('ZREM', base .. state, name)
  call('ZREM', base .. state .. 'Times', name)
  add_bytes(class, -(tonumber(fields[1]) or 0))
  call('DEL', key)
end

-- The first that came go first, some at a time.
local function keep_bound(state, set, max_entries, max_bytes)
  for _ = 1, 200 do
    local bytes = tonumber(call('HGET', base .. 'numbers', set .. 'Bytes') or 0)
    local entries = call('ZCARD', base .. set)
    if entries == 0 or (entries <= max_entries and bytes <= max_bytes) then return end
    forget(state, call('ZRANGE', base .. set, 0, 0)[1])
    call('HINCRBY', base .. 'numbers', 'dropped', 1)
  end
end
`
