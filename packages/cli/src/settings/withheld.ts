import type { ConfigFile } from './config-file.ts'
import type { SettingName } from './setting-table.ts'

/** What neither is a secret nor says where one goes: the regions are hosts of Tencent. */
const harmless: readonly SettingName[] = ['sdkAppId', 'identifier', 'region']

/**
 * The settings of a file that do not count. A file that was merely found may be a stranger's: it came with a repository, or
 * lies in a folder that all users write to. Beside a secret of the user it must neither say where that goes (`url`, `apiUrl`)
 * nor be mixed with it: a `secretKey` of the stranger's app would have the token of the user written where the stranger reads
 * it, and a `token` that he knows would become that of the user's app. A `store` never counts: clients of databases send
 * passwords that they find in the environment and in files of the user.
 *
 * @param hasOwnSecret Whether the environment holds a secret.
 */
export function withheldOf({ isNamed, values }: ConfigFile, hasOwnSecret: boolean): SettingName[] {
  if (isNamed) return []
  return [...values.keys()].filter(
    (name) => name === 'apiUrl' || name === 'store' || (hasOwnSecret && !harmless.includes(name)),
  )
}
