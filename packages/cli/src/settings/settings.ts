import { CliError } from '../errors/cli-error.ts'
import { passwordsIn } from './passwords-in.ts'
import { type SettingName, secretNames, settingTable } from './setting-table.ts'

/** The settings of a run. What they hold is private: neither `inspect` nor JSON shows a secret. */
export class Settings {
  readonly #values: ReadonlyMap<SettingName, string>
  readonly #withheld: ReadonlySet<SettingName>
  readonly #file: string | undefined

  /**
   * @param withheld Settings that only a file has from which they do not count.
   * @param file That file.
   */
  constructor(values: ReadonlyMap<SettingName, string>, withheld: ReadonlySet<SettingName>, file: string | undefined) {
    this.#values = values
    this.#withheld = withheld
    this.#file = file
  }

  /** A setting, or its default, or undefined. @throws `found-config` */
  get(name: SettingName): string | undefined {
    if (this.#withheld.has(name)) {
      throw new CliError('found-config', `The setting ${name} stands in ${this.#file}, which was found and not named.`)
    }
    return this.#values.get(name) ?? settingTable[name].default
  }

  /** What must not be printed. */
  get secrets(): readonly string[] {
    return [
      ...secretNames.flatMap((name) => this.#values.get(name) ?? []),
      ...passwordsIn(this.#values.get('store') ?? ''),
    ]
  }

  /** A setting that must be there. @throws `missing-setting`, `found-config` */
  require(name: SettingName): string {
    this.requireAll(name)
    return this.get(name) as string
  }

  /** Settings that must be there: what is missing is named at once. @throws `missing-setting`, `found-config` */
  requireAll(...names: readonly SettingName[]): void {
    const missing = names.filter((name) => this.get(name) === undefined)
    const [first] = missing
    if (first === undefined) return
    const [message, hint] = missing.length === 1 ? missingOne(first) : missingSeveral(missing)
    throw new CliError('missing-setting', message, hint)
  }

  /**
   * A URL without a query: the platform appends its own.
   *
   * @throws `missing-setting`, `invalid-setting`
   */
  requireUrl(name: 'url'): URL {
    return parseUrl(this.require(name), name)
  }
}

function missingOne(name: SettingName): readonly [message: string, hint: string] {
  const { flag, variable, description } = settingTable[name]
  const ways = [flag && `give --${flag}`, `set ${variable}`, `write "${name}" into ${configFile}`]
  const [first = '', ...others] = ways.filter((way) => way !== undefined)
  const hint = `${first.charAt(0).toUpperCase()}${first.slice(1)}, or ${others.join(', or ')}.`
  return [`A setting is missing: ${name}. ${description}`, hint]
}

function missingSeveral(names: readonly SettingName[]): readonly [message: string, hint: string] {
  const ways = names.map((name) => {
    const { flag, variable } = settingTable[name]
    return `${name}: ${flag ? `--${flag} or ${variable}` : variable}`
  })
  return [`Settings are missing: ${names.join(', ')}.`, `${ways.join('; ')}. Or write them into ${configFile}.`]
}

const configFile = 'room-callbacks.config.json'

/** A URL that a query can be appended to. @throws `invalid-setting` */
export function parseUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password
  if (isPlain) return url
  const hint = 'Write it as http://localhost:3000/tencent: no query, no fragment, no user name.'
  throw new CliError('invalid-setting', `${name} is not a URL that callbacks can be sent to.`, hint)
}
