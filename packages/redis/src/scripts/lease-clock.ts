/**
 * The lease clock, in ms: the clock of the server, which NTP may step and a restored machine sets back, without its
 * steps. ARGV[1] to ARGV[3] are what the caller knows: a time instead of the server's (tests), what the lease clock was
 * when the caller saw it last, and how many ms of its monotonic clock passed since.
 *
 * It never goes back: each script that sets a lease or a delay writes the time down, so nothing ever lies further ahead than
 * it was set for. Forwards, a caller that has seen the clock knows how far it can have come; a second more is a step (or
 * a server that stood still, whose leases then last as much longer). Without that, a step of an hour would end every
 * lease, and run what is running a second time. Needs `layout`.
 */
export const leaseClock: string = `
local function read_lease_clock()
  local now = tonumber(ARGV[1])
  if not now then
    local time = call('TIME')
    now = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  local kept = call('HMGET', base .. 'numbers', 'clock', 'clockOffset')
  local last, offset = tonumber(kept[1]) or 0, tonumber(kept[2]) or 0
  local lease_now, expected = now + offset, last
  local seen = tonumber(ARGV[2])
  if seen then expected = math.max(last, seen + tonumber(ARGV[3])) end
  local is_step = lease_now < expected - 1000 or (seen and lease_now > expected + 1000)
  if is_step then lease_now = expected end
  return math.max(lease_now, last), is_step and expected - now
end

local lease_now, new_offset = read_lease_clock()

local function keep_lease_clock()
  call('HSET', base .. 'numbers', 'clock', lease_now)
  if new_offset then call('HSET', base .. 'numbers', 'clockOffset', new_offset) end
end
`
