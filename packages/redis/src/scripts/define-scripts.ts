import type { Client } from '../connect/connection.ts'
import { abandonScript, announceScript } from './announce.ts'
import { forgetHandledScript, forgetScript, removeScript } from './forget.ts'
import { leaseScript } from './lease.ts'
import { putScript } from './put.ts'
import { getScript, listScript, nextDueInScript, statsScript } from './read.ts'
import { retryScript } from './retry.ts'
import { completeScript, deadLetterScript, delayScript, extendScript, releaseScript } from './settle.ts'

export type ScriptName =
  | 'abandon'
  | 'announce'
  | 'complete'
  | 'deadLetter'
  | 'delay'
  | 'extend'
  | 'forget'
  | 'forgetHandled'
  | 'get'
  | 'lease'
  | 'list'
  | 'nextDueIn'
  | 'put'
  | 'release'
  | 'remove'
  | 'retry'
  | 'stats'

const scripts: { readonly [name in ScriptName]: string } = {
  put: putScript,
  lease: leaseScript,
  extend: extendScript,
  release: releaseScript,
  complete: completeScript,
  delay: delayScript,
  deadLetter: deadLetterScript,
  announce: announceScript,
  abandon: abandonScript,
  nextDueIn: nextDueInScript,
  stats: statsScript,
  list: listScript,
  get: getScript,
  retry: retryScript,
  forget: forgetScript,
  forgetHandled: forgetHandledScript,
  remove: removeScript,
}

/** A value that a script is given. */
export type ScriptValue = string | number | Buffer

/** Runs a script on the keys of one inbox; gives what it replies, with buffers for texts. */
export type RunScript = (name: ScriptName, base: string, values: readonly ScriptValue[]) => Promise<unknown>

/** Teaches a connection the scripts. */
export function defineScripts(client: Client): RunScript {
  for (const [name, lua] of Object.entries(scripts)) client.defineCommand(`inbox:${name}`, { numberOfKeys: 2, lua })
  const commands = client as unknown as Record<string, (...values: ScriptValue[]) => Promise<unknown>>
  return (name, base, values) =>
    (commands[`inbox:${name}Buffer`] as (...values: ScriptValue[]) => Promise<unknown>)(base, `${base}never`, ...values)
}
