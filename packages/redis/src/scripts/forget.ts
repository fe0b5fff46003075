import { layout, letters } from './layout.ts'

/**
 * Forgets entries of a state: one by its name, or some that came into it by a time. Gives their ids, and whether there are
 * more. ARGV: state, name or an empty text, latest time.
 */
export const forgetScript: string = `${layout}${letters}
permit_writes()
local state, name, latest = ARGV[1], ARGV[2], ARGV[3]
local names = { name }
if name == '' then names = call('ZRANGEBYSCORE', base .. state .. 'Times', '-inf', latest, 'LIMIT', 0, 200) end
local ids = {}
for _, found in ipairs(names) do
  if call('ZSCORE', base .. state, found) then
    local fields = read(found, 'id')
    table.insert(ids, fields and fields[1] or 'unreadable:' .. found)
    forget(state, found)
  end
end
return { ids, name == '' and #names == 200 and 1 or 0 }
`

/** Forgets handled names, some at a time, that are remembered until a time. Gives whether there are more. ARGV: now. */
export const forgetHandledScript: string = `${layout}
permit_writes()
local count = math.min(call('ZCOUNT', base .. 'handled', '-inf', ARGV[1]), 1000)
if count > 0 then call('ZREMRANGEBYRANK', base .. 'handled', 0, count - 1) end
return count == 1000 and 1 or 0
`

/** Removes all keys of an inbox that has entries of one command, with one order key, under one name. ARGV: command, order key, name, caller. */
export const removeScript: string = `${layout}
local command, order_key, name, caller = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
for _, key in ipairs({ 'waiting', 'running', 'delayed', 'dead', 'refused', 'unhandled', 'recorded', 'deadTimes', 'recordedTimes', 'handled', 'completed', 'ready', 'suspects',
  'due', 'counts', 'numbers', 'announced', 'ready:' .. command, 'suspects:' .. command, 'due:' .. command, 'order:' .. order_key,
  'entry:' .. name, 'batch:' .. caller }) do call('DEL', base .. key) end
return 1
`
