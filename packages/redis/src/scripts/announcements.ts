/**
 * Which commands processes handle. The fields of `announced` are `*` or a command after a colon; each value is `<first>
 * <last>`, when it was announced on the lease clock. `announcedLast` is the latest of all. Needs `layout`.
 */
export const announcements: string = `
local function read_announcement(field)
  local first, last = string.match(call('HGET', base .. 'announced', field) or '', '^(%S+) (%S+)$')
  return first and { first = tonumber(first), last = tonumber(last) }
end

local function is_announced(command)
  local rows = call('HMGET', base .. 'announced', ':' .. command, '*')
  return rows[1] or rows[2]
end

-- Whether processes live, and none that handles a command.
local function is_abandoned(command, since)
  if (tonumber(call('HGET', base .. 'numbers', 'announcedLast')) or 0) <= since then return false end
  local own, all = read_announcement(':' .. command), read_announcement('*')
  return not (own and own.last > since) and not (all and all.last > since)
end
`
