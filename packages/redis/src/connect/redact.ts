import { type Client, optionsOf } from './connection.ts'

/** Takes secrets out of a text. */
export type Redact = (text: string) => string

// A text of three characters is found in words of any message, and is no secret.
const shortestSecret = 4

/** Takes out of a message what it must not show: the passwords of a connection, and the arguments of a command. */
export function redactFor(client: Client): Redact {
  const { password, sentinelPassword } = optionsOf(client)
  const secrets = [password, sentinelPassword]
    .filter((secret) => typeof secret === 'string')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret.length >= shortestSecret)
  return (text) =>
    secrets
      .reduce((rest, secret) => rest.replaceAll(secret, '[password]'), text)
      // A server without a command, or where it was renamed, repeats the arguments: they are a packet.
      .replace(/,? with args beginning with:[\s\S]*$/, '')
}
