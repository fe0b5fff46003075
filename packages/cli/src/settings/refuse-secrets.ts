import { CliError } from '../errors/cli-error.ts'

const secretFlag = /^--(?:no-)?(token|secret-?key|secret|user-?sig)(?:=|$)/i

const places = 'ROOM_CALLBACKS_TOKEN or ROOM_CALLBACKS_SECRET_KEY, or the config file'

/** Refuses secrets in the command line, whatever the command. @throws `secret-in-arguments` */
export function refuseSecrets(argv: readonly string[]): void {
  const found = argv.map((argument) => secretFlag.exec(argument)?.[1]).find((name) => name !== undefined)
  if (found === undefined) return
  throw new CliError('secret-in-arguments', `There is no --${found}: secrets come from ${places}.`)
}

/**
 * Refuses to repeat what was written where a token might be expected, as in `config token set hush`.
 *
 * @param message What is wrong with the command line.
 * @throws `secret-in-arguments`
 */
export function refuseToRepeatToken(message: string, argv: readonly string[]): void {
  const [, ...words] = argv.includes('config')
    ? argv.slice(argv.indexOf('token')).filter((word) => word[0] !== '-')
    : []
  const isRepeated = words.some((word) => !['get', 'set', 'delete'].includes(word) && message.includes(word))
  if (isRepeated) throw new CliError('secret-in-arguments', `A token is no argument: secrets come from ${places}.`)
}
