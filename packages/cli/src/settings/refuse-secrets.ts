import { CliError } from '../errors/cli-error.ts'
import { passwordsIn } from './passwords-in.ts'

const secretFlag = /^--(?:no-)?(token|key|secret-?key|secret|user-?sig)(?:=|$)/i

const storeFlag = /^--store=(.*)$/s

const places = 'ROOM_CALLBACKS_TOKEN, ROOM_CALLBACKS_KEY or ROOM_CALLBACKS_SECRET_KEY, or the config file'

/** Refuses secrets in the command line of every command. @throws `secret-in-arguments` */
export function refuseSecrets(argv: readonly string[]): void {
  const stores = argv.map((argument, index) =>
    argument === '--store' ? argv[index + 1] : storeFlag.exec(argument)?.[1],
  )
  if (stores.some((store) => passwordsIn(store ?? '').length > 0)) {
    throw new CliError(
      'secret-in-arguments',
      'The URL of the store holds a password: set ROOM_CALLBACKS_STORE, or name a config file that holds it.',
    )
  }
  const found = argv.map((argument) => secretFlag.exec(argument)?.[1]).find((name) => name !== undefined)
  if (found === undefined) return
  throw new CliError('secret-in-arguments', `There is no --${found}: secrets come from ${places}.`)
}

/** A key as the console shows it. */
const secretKey = /[\da-f]{64}/i

/** After what a user may write a token, as in `config token set hush` and `config ensure --sign hush`. */
const beforeToken = ['token', '--sign']

const actions = ['get', 'set', 'delete']

/**
 * Refuses to repeat what was meant as a secret.
 *
 * @param message What is wrong with the command line.
 * @throws `secret-in-arguments`
 */
export function refuseToRepeatSecrets(message: string, argv: readonly string[]): void {
  const [, ...following] = argv.slice(argv.findIndex((argument) => beforeToken.includes(argument)))
  const words = following.filter((word) => !word.startsWith('-') && !actions.includes(word))
  const isToken = argv.includes('config') && words.some((word) => message.includes(word))
  if (!isToken && !secretKey.test(message)) return
  throw new CliError('secret-in-arguments', `A secret is no argument: secrets come from ${places}.`)
}
