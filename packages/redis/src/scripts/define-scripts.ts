import type { Client } from '../connect/connection.ts'
import { finishScript } from './finish.ts'
import { forgetScript } from './forget.ts'
import { listScript } from './list.ts'
import { putScript } from './put.ts'
import { retryScript } from './retry.ts'
import { statsScript } from './stats.ts'
import { sweepScript } from './sweep.ts'

type ScriptName = 'inboxPut' | 'inboxRetry' | 'inboxForget' | 'inboxSweep' | 'inboxStats' | 'inboxList'

const scripts: Readonly<Record<ScriptName, string>> = {
  inboxPut: putScript,
  inboxRetry: retryScript,
  inboxForget: forgetScript,
  inboxSweep: sweepScript,
  inboxStats: statsScript,
  inboxList: listScript,
}

/** A client that knows the scripts. Each takes the base of the keys first. */
export type ScriptClient = Client & {
  readonly [name in ScriptName]: (base: string, ...values: (string | number)[]) => Promise<unknown>
}

export function defineScripts(client: Client): ScriptClient {
  for (const [name, lua] of Object.entries(scripts)) client.defineCommand(name, { numberOfKeys: 1, lua })
  return client as ScriptClient
}

/** Lets the worker that gets this client end jobs by the extended script. */
export function extendFinish(client: Client): void {
  const define = client.defineCommand.bind(client)
  client.defineCommand = (name, definition) =>
    define(name, name.startsWith('moveToFinished:') ? { ...definition, lua: finishScript(definition.lua) } : definition)
}
