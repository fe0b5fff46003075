import type { Judgement } from '../access/access.ts'
import type { Inspection } from './inspection.ts'
import { wayToPage } from './redirect.ts'
import { respond } from './respond.ts'
import { respondFailure } from './respond-failure.ts'
import type { HostRequest } from './serve.ts'

/** Why a request is not let in. */
export type Locked = Exclude<Judgement, 'right'> | 'unshown'

const refusals = {
  unshown: { status: 401, code: 'locked', message: 'The inspector asks for its secret.' },
  wrong: { status: 401, code: 'locked', message: 'That is not the secret of the inspector.' },
  paused: { status: 429, code: 'too-many-guesses', message: 'Too many wrong secrets. Try again in a minute.' },
} as const

const help = {
  random: 'Open the address that the server printed: its secret is another one after each start.',
  given: 'The secret is the one that the server was started with. It is the password; the user name does not matter.',
} as const

/** Answers a request that has not shown the secret. */
export function respondLocked(
  { access, address }: Inspection,
  { request, response, path }: HostRequest,
  isPage: boolean,
  why: Locked,
): void {
  const refusal = refusals[why]
  // The browser leaves the cookie out where another site leads here. Once more, and it comes from this page.
  const isLed = isPage && why === 'unshown' && /^(cross|same)-site$/.test(String(request.headers['sec-fetch-site']))
  const headers = {
    ...(refusal.status === 429 && { 'retry-after': '60' }),
    ...(isLed && { refresh: `0; url=${wayToPage(path)}` }),
    ...(refusal.status === 401 && !isLed && !access.isRandom && { 'www-authenticate': challenge }),
  }
  if (isPage) {
    address.print(request, path)
    const text = `${refusal.message} ${access.isRandom ? help.random : help.given}`
    respond(response, refusal.status, 'text/html', pageOf(text), { connection: 'close', ...headers })
  } else respondFailure(response, refusal, headers)
}

const challenge = 'Basic realm="room-callbacks inspector", charset="UTF-8"'

const pageOf = (text: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>room-callbacks inspector: locked</title>
<p>${text}</p>
</html>
`
