import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import { Guesses } from './guesses.ts'
import { isUnixSocket } from './is-unix-socket.ts'
import { sessionsIn } from './session-cookie.ts'
import { Sessions } from './sessions.ts'

// Of one length, so that the time of a comparison tells nothing.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** What a secret that was shown is worth; `paused`: it was not even compared. */
export type Judgement = 'right' | 'wrong' | 'paused'

/** Lets in a browser that shows the secret, and then knows it by its session. */
export class Access {
  /** That of the options, or a random one for this start. */
  readonly secret: string
  /** Whether the secret is only known from the address that this process gives. */
  readonly isRandom: boolean
  readonly sessions: Sessions = new Sessions()
  readonly #guesses = new Guesses()
  readonly #trustsUnixSocket: boolean

  constructor({ secret, trustUnixSocket }: InspectorSettings) {
    this.secret = secret ?? randomBytes(18).toString('base64url')
    this.isRandom = secret === undefined
    this.#trustsUnixSocket = trustUnixSocket
  }

  /** Whether a request proves by itself that it may come in. */
  knows(request: IncomingMessage): boolean {
    if (this.#trustsUnixSocket && isUnixSocket(request.socket)) return true
    return sessionsIn(request).some((id) => this.sessions.knows(id))
  }

  /** Compares a secret of a request, in constant time and only so often. */
  judge(shown: string): Judgement {
    if (!this.#guesses.isOpen) return 'paused'
    if (timingSafeEqual(digest(shown), digest(this.secret))) return 'right'
    this.#guesses.note()
    return 'wrong'
  }
}
