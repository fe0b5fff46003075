import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Inbox, InboxOptions } from '@room-callbacks/core/inbox'
import { CliError } from '../../errors/cli-error.ts'
import type { StoreKind } from './store-address.ts'

/** What is used of a package with a store. */
export interface StorePackage {
  readonly openInbox: (where: unknown, options?: InboxOptions & { readonly asOperator?: boolean }) => Promise<Inbox>
  /** Of Postgres alone. */
  readonly migrate?: (where: unknown) => Promise<void>
}

/**
 * Loads the package with a store, from the folder of the user: stores bring clients of databases along, which a user of
 * another store need not install, and of which the app has its own version.
 *
 * @throws `store-not-installed`
 */
export async function loadStore(kind: StoreKind, cwd: string): Promise<StorePackage> {
  const name = `@room-callbacks/${kind}`
  let file: string
  try {
    file = createRequire(join(cwd, 'package.json')).resolve(name)
  } catch {
    const others = { sqlite: '', redis: ' ioredis', postgres: ' pg' }[kind]
    const hint = `Run \`npm install ${name}${others}\` in that folder, or run this where the app is installed.`
    throw new CliError('store-not-installed', `${name} is not installed in ${cwd}.`, hint)
  }
  return (await import(pathToFileURL(file).href)) as StorePackage
}
