import type { CallbackRequest } from '../receive/request.ts'

/** What is used of a request of Node. */
interface Incoming {
  readonly httpVersionMajor: number
  readonly headers: CallbackRequest['headers']
  readonly destroyed: boolean
  readonly readableFlowing: boolean | null
  readonly readableEncoding: string | null
  readonly readableLength: number
  read(): Uint8Array | null
  resume(): void
  on(event: 'end' | 'close' | 'pause', listener: () => void): this
  on(event: string, listener: () => void): this
}

type Reader = Request['arrayBuffer']

/** How the kinds of requests read their bytes that `@hono/node-server` makes, by their prototypes; undefined for other kinds. */
const readers = new WeakMap<object, Reader | undefined>()

/**
 * How `@hono/node-server` reads the bytes of a request that it made itself: it has no stream until it is asked for one, and `node:http`
 * receives no more than its Content-Length says. Undefined for any other `Request`: it may have a stream of the app, such as what
 * decompresses a body, behind the Content-Length of what was sent.
 */
export function serverReader(request: object): Reader | undefined {
  const kind: object = Object.getPrototypeOf(request) ?? request
  if (!readers.has(kind)) {
    const isOfServer = Object.getOwnPropertySymbols(kind).some(({ description }) => description === 'getRequestCache')
    readers.set(kind, isOfServer ? (kind as Request).arrayBuffer : undefined)
  }
  return readers.get(kind)
}

/** Whether nothing stands between a request and the request of Node that it is said to be made of, and none reads that. */
export function isMadeOf(request: Pick<Request, 'arrayBuffer'>, incoming: unknown): incoming is Incoming {
  // HTTP/2 does not count the bytes of a stream.
  if ((incoming as Incoming | undefined)?.httpVersionMajor !== 1) return false
  const reader = serverReader(request)
  // An app can give a request a method of its own.
  return reader !== undefined && request.arrayBuffer === reader && isUnread(incoming as Incoming)
}

/**
 * The bytes of a request of Node, without the copy and the timer that `arrayBuffer()` of the adapter costs. Most bodies come in the
 * packet of their head, and are here as soon as the parser, which calls the app in between, has gone on.
 *
 * @param limit Unit: bytes.
 * @param read Asked where they are not here yet, or something else reads them.
 */
export function bytesHere(incoming: Incoming, limit: number, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const takeOrRead = (): void => {
      const bytes = take(incoming, limit)
      if (bytes === undefined) {
        resolve(read())
        return
      }
      let isDone = false
      const onDone = (): void => {
        // Node is told of each promise that is resolved once more, which costs a microsecond.
        if (!isDone) resolve(bytes)
        isDone = true
      }
      // Not before its end: the adapter makes a timer for each request that is answered earlier. Nothing else can keep the end back.
      incoming.on('end', onDone).on('close', onDone).on('pause', onDone)
    }
    process.nextTick(() => {
      // Listeners that the app added hear the same bytes only if reading begins before they flow.
      if (!isUnread(incoming)) resolve(read())
      // The stream behind a clone begins to read in a microtask.
      else queueMicrotask(takeOrRead)
    })
  })
}

/** Whether no other reader has a request of Node. A platform that read its body may have left it as `rawBody`. */
const isUnread = (incoming: Incoming): boolean =>
  incoming.readableFlowing === null && incoming.readableEncoding === null && !('rawBody' in incoming)

function take(incoming: Incoming, limit: number): Uint8Array | undefined {
  const { headers, readableLength } = incoming
  if (readableLength > limit || readableLength !== Number(headers['content-length'])) return undefined
  if (!isUnread(incoming) || incoming.destroyed) return undefined
  const bytes = incoming.read()
  incoming.resume()
  return bytes ?? undefined
}
