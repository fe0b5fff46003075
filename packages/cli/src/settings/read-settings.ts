import { CliError } from '../errors/cli-error.ts'
import type { Io } from '../io.ts'
import { readConfigFile } from './config-file.ts'
import { type SettingName, secretNames, settingNames, settingTable } from './setting-table.ts'
import { Settings } from './settings.ts'
import { withheldOf } from './withheld.ts'

/** Names the config file, as `--config` does. */
const configVariable = 'ROOM_CALLBACKS_CONFIG'

/**
 * The settings of a run: a flag comes before the environment, which comes before the config file.
 *
 * @param flags The flags that were given, by their names in kebab-case.
 * @throws `invalid-setting`, `invalid-config`
 */
export async function readSettings(flags: { readonly [flag: string]: unknown }, { env, cwd }: Io): Promise<Settings> {
  const file = await readConfigFile(cwd, (flags['config'] as string | undefined) ?? (env[configVariable] || undefined))
  const values = new Map<SettingName, string>(file?.values)
  const hasOwnSecret = secretNames.some((name) => env[settingTable[name].variable])
  const withheld = new Set(file && withheldOf(file, hasOwnSecret))
  for (const name of settingNames) {
    const { flag, variable, pattern, form, mistakeIn, meantBy } = settingTable[name]
    // A variable that is set to nothing is how a shell unsets one for a single command.
    // A flag that is given is meant, even if the variable behind it was empty.
    const given = (flag && (flags[flag] as string | undefined)) ?? (env[variable] || undefined)
    const value = given ?? values.get(name)
    if (value === undefined) continue
    if (!pattern.test(value)) {
      throw new CliError('invalid-setting', `The setting ${name} is not ${form}.`, meantBy?.(value))
    }
    const mistake = mistakeIn?.(value)
    if (mistake) throw new CliError('invalid-setting', `The setting ${name}: ${mistake}`)
    values.set(name, value)
    if (given !== undefined) withheld.delete(name)
  }
  return new Settings(values, withheld, file?.path)
}
