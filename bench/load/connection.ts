import { connect, type Socket } from 'node:net'
import { type Response, readResponse } from './response.ts'

/**
 * One keep-alive connection with one request in flight. Node's own HTTP client would cost more than
 * the servers that are measured.
 */
export class Connection {
  readonly #socket: Socket
  #received = ''
  #onResponse: (response: Response) => void = () => {}

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (text: string) => this.#take(text))
    this.#socket.on('close', refuseClosing)
  }

  send(request: string, onResponse: (response: Response) => void): void {
    this.#onResponse = onResponse
    this.#socket.write(request, 'latin1')
  }

  close(): void {
    this.#socket.off('close', refuseClosing).destroy()
  }

  #take(text: string): void {
    this.#received += text
    const response = readResponse(this.#received)
    if (response === undefined) return
    this.#received = ''
    this.#onResponse(response)
  }
}

// Opening it again would be paid by the server and look like the price of its requests.
function refuseClosing(): never {
  throw new Error('The server closed a connection.')
}
