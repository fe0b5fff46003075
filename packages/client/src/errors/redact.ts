/** Takes secrets out of a text. */
export type Redact = (text: string) => string

/** What stands where a secret stood. */
export const redacted = '[redacted]'

/** What others wrote may repeat what they were sent, signature and token included, as it is or as JSON. */
export function redactorOf(secrets: readonly (string | undefined)[]): Redact {
  const texts = secrets.flatMap((secret) => (secret ? [secret, JSON.stringify(secret).slice(1, -1)] : []))
  return (text) => texts.reduce((rest, secret) => rest.replaceAll(secret, redacted), text)
}
