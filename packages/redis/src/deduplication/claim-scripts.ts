import type { Client } from '../connect/connection.ts'

// SET with both NX and GET is younger than Redis 6.2.
const claim = `
local known = redis.call('GET', KEYS[1])
if not known then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return known
`

// A claim whose lease is over may be that of another token: its old holder must not touch that one. When nothing
// claimed it since, what was finished is worth remembering.
const complete = `
local known = redis.call('GET', KEYS[1])
if known and known ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
`

const release = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`

/** A client that knows the scripts. */
export type ClaimClient = Client & {
  /** Gives what stands under the key already. */
  claimBegin(key: string, held: string, lease: number): Promise<string | null>
  claimComplete(key: string, held: string, finished: string, window: number): Promise<unknown>
  claimRelease(key: string, held: string): Promise<unknown>
}

export function defineClaimScripts(client: Client): ClaimClient {
  client.defineCommand('claimBegin', { numberOfKeys: 1, lua: claim })
  client.defineCommand('claimComplete', { numberOfKeys: 1, lua: complete })
  client.defineCommand('claimRelease', { numberOfKeys: 1, lua: release })
  return client as ClaimClient
}
