import { CliError } from '../errors/cli-error.ts'
import type { Io } from '../io.ts'
import { readConfigFile } from './config-file.ts'
import { settingNames, settingTable } from './setting-table.ts'
import { Settings } from './settings.ts'

/**
 * The settings of a run: a flag comes before the environment, which comes before the config file.
 *
 * @param flags The flags that were given, by their names in kebab-case.
 * @throws `invalid-setting`, `invalid-config`
 */
export async function readSettings(flags: { readonly [flag: string]: unknown }, { env, cwd }: Io): Promise<Settings> {
  const values = await readConfigFile(cwd, flags['config'] as string | undefined)
  for (const name of settingNames) {
    const { flag, variable, pattern, form } = settingTable[name]
    // A variable that is set to nothing is how a shell unsets one for a single command.
    // A flag that is given is meant, even if the variable behind it was empty.
    const given = flag && (flags[flag] as string | undefined)
    const value = given ?? (env[variable] || values.get(name))
    if (value === undefined) continue
    if (!pattern.test(value)) throw new CliError('invalid-setting', `The setting ${name} is not ${form}.`)
    values.set(name, value)
  }
  return new Settings(values)
}
