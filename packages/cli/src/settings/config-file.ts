import { resolve } from 'node:path'
import { didYouMean } from '@room-callbacks/core'
import { type LilconfigResult, lilconfig } from 'lilconfig'
import { CliError } from '../errors/cli-error.ts'
import { type SettingName, settingNames } from './setting-table.ts'

/** Where the settings are looked for, in this folder and those above it. */
const configFiles = ['room-callbacks.config.json', '.room-callbacksrc', '.room-callbacksrc.json']

/** The settings of a config file, with numbers as digits. */
export interface ConfigFile {
  readonly path: string
  /** Whether the command line or the environment named the file. A file that was only found may come from another user. */
  readonly isNamed: boolean
  readonly values: ReadonlyMap<SettingName, string>
}

/**
 * Reads a config file, if there is one.
 *
 * @param file The file, if one is named; otherwise the nearest is searched for.
 * @throws `invalid-config`. What the file holds is never part of the message: it may be a secret.
 */
export async function readConfigFile(cwd: string, file: string | undefined): Promise<ConfigFile | undefined> {
  const searcher = lilconfig('room-callbacks', {
    searchPlaces: configFiles,
    cache: false,
    loaders: { '.json': parse, noExt: parse },
  })
  const found = await (file === undefined
    ? find(searcher.search(cwd), `The config file of ${cwd}`)
    : find(searcher.load(resolve(cwd, file)), resolve(cwd, file)))
  return found ? { path: found.filepath, isNamed: file !== undefined, values: valuesOf(found) } : undefined
}

function valuesOf({ config, filepath }: NonNullable<LilconfigResult>): Map<SettingName, string> {
  if (!isObject(config)) throw new CliError('invalid-config', `${filepath} is not a JSON object.`)
  const values = new Map<SettingName, string>()
  for (const [name, value] of Object.entries(config)) {
    if (!isSettingName(name)) {
      const hint = `${didYouMean(name, settingNames)} It knows ${settingNames.join(', ')}.`.trim()
      throw new CliError('invalid-config', `${filepath} has an unknown setting: ${JSON.stringify(name)}.`, hint)
    }
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new CliError('invalid-config', `${filepath}: ${name} is neither text nor a number.`)
    }
    values.set(name, String(value))
  }
  return values
}

async function find(finding: Promise<LilconfigResult>, what: string): Promise<LilconfigResult> {
  try {
    return await finding
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (!syscall) throw error
    throw new CliError('invalid-config', `${what} cannot be read: ${code}.`, 'Check its path, and who may read it.')
  }
}

function parse(path: string, content: string): unknown {
  try {
    // Editors of Windows begin a file with a byte order mark.
    return JSON.parse(content.replace(/^\ufeff/, ''))
  } catch {
    throw new CliError('invalid-config', `${path} is not JSON.`)
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSettingName = (name: string): name is SettingName => settingNames.includes(name as SettingName)
