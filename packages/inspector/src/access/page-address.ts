import type { IncomingMessage } from 'node:http'
import { RoomCallbacksError } from '@room-callbacks/core'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import type { Access } from './access.ts'

/** Tells where the page is: with the secret in the address if it is a random one, which is printed nowhere else. */
export class PageAddress {
  readonly #path: string
  readonly #access: Access
  #isTold = false

  constructor({ path }: InspectorSettings, access: Access) {
    this.#path = path
    this.#access = access
  }

  /** @throws `invalid-option` */
  below(base: string | URL): string {
    if (!URL.canParse(String(base))) throw new RoomCallbacksError('invalid-option', 'inspector: url: expected a URL.')
    this.#isTold = true
    const url = new URL(base)
    url.pathname = `${url.pathname.replace(/\/$/, '')}${this.#path}/`
    // What the options say is known, and stays out of the logs that an address is printed to.
    url.search = this.#access.isRandom ? `secret=${this.#access.secret}` : ''
    url.hash = ''
    return url.href
  }

  /** Prints the address to stderr, once, for a user who opens a locked page and was never told. */
  print({ socket }: IncomingMessage, path: string): void {
    if (this.#isTold || !this.#access.isRandom) return
    this.#isTold = true
    const scheme = 'encrypted' in socket ? 'https' : 'http'
    const origin = socket.localPort === undefined ? '' : `${scheme}://localhost:${socket.localPort}`
    // A stranger may have written the path, and could give orders to a terminal.
    const own = /^\/[\w\-./~]{0,200}$/.test(path) ? path.replace(/\/$/, '') : this.#path
    console.error(`Open the inspector: ${origin}${own}/?secret=${this.#access.secret}`)
  }
}
