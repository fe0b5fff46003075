import { CliError } from '../errors/cli-error.ts'

const secretFlag = /^--(?:no-)?(token|secret-?key|secret|user-?sig)(?:=|$)/i

/** Refuses secrets in the command line, whatever the command. @throws `secret-in-arguments` */
export function refuseSecrets(argv: readonly string[]): void {
  const found = argv.map((argument) => secretFlag.exec(argument)?.[1]).find((name) => name !== undefined)
  if (found === undefined) return
  const variables = 'ROOM_CALLBACKS_TOKEN or ROOM_CALLBACKS_SECRET_KEY'
  throw new CliError(
    'secret-in-arguments',
    `There is no --${found}: secrets come from ${variables}, or the config file.`,
  )
}
