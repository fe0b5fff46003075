import { Refusal } from '../errors/refusal.ts'
import { decodeText } from '../protocol/packet/decode-text.ts'
import { type Packet, parsePacket } from '../protocol/packet/parse-packet.ts'
import { okReplies, type Reply } from '../reply.ts'
import { authenticate } from './admit/authenticate.ts'
import { checkAddress } from './admit/check-address.ts'
import { identify } from './admit/identify.ts'
import { type CallbackQuery, refuseMalformed, scanQuery } from './admit/scan-query.ts'
import { CallbackContext, eventTimeOf } from './callback-context.ts'
import { Deadline } from './deadline.ts'
import { dispatch } from './handle/dispatch.ts'
import { keepInvalid, keepUnknown, type Unfit } from './inbox/keep-refused.ts'
import { isPromise, type MaybePromise } from './maybe-promise.ts'
import type { Parts } from './parts.ts'
import { readBody } from './read/read-body.ts'
import { refuse } from './refuse.ts'
import type { CallbackRequest } from './request.ts'
import { type StepContext, traceRead, traceReply, traceSync } from './trace.ts'
import { resolve } from './validate/resolve.ts'
import { validate } from './validate/validate.ts'
import { warnDigitsLost } from './validate/warn-digits-lost.ts'
import type { Passed } from './watch/passed.ts'
import { WatchedCallback } from './watch/watched-callback.ts'

/** One callback on its way, and how far it came. */
interface Passage {
  readonly parts: Parts
  readonly request: CallbackRequest
  readonly queryText: string
  readonly query: CallbackQuery
  readonly step: StepContext
  receivedAt: number
  isAuthentic: boolean
  isInHand: boolean
  isReparsed: boolean
  raw: Uint8Array | undefined
  /** Present while somebody observes. */
  readonly watched: WatchedCallback | undefined
  /** Kept for observers: what it became, and why it was refused. */
  event: Passed['event']
  context: CallbackContext<unknown> | undefined
  thrown: unknown
}

/**
 * The way of one callback, cheap checks first: nothing is read, parsed or run for a request that
 * a cheaper step refuses. Undefined means "not a callback".
 */
export function receive(parts: Parts, request: CallbackRequest): Promise<Reply> | undefined {
  const queryText = request.query
  const query = scanQuery(queryText)
  if (query === undefined) return undefined
  parts.registrations.seal()
  const step: StepContext = { receivedAs: query.CallbackCommand, sdkAppId: query.SdkAppid }
  const passage: Passage = {
    parts,
    request,
    queryText,
    query,
    step,
    receivedAt: Number.NaN,
    isAuthentic: false,
    isInHand: false,
    isReparsed: false,
    raw: undefined,
    watched: parts.watch.observers && new WatchedCallback(),
    event: undefined,
    context: undefined,
    thrown: undefined,
  }
  return traceReply('receive', step, () => answer(passage)) as Promise<Reply>
}

// The only asynchronous function on the way of most callbacks, and it waits only for what is not
// there yet: each layer more would be paid by every callback.
async function answer(passage: Passage): Promise<Reply> {
  const { parts, request } = passage
  const { settings, work } = parts
  const deadline = new Deadline(settings.deadline)
  let reply: Reply
  try {
    const sdkAppId = admit(passage)
    if (settings.isAddressAllowed) {
      const checking = checkAddress(parts, request, settings.isAddressAllowed, deadline)
      if (isPromise(checking)) await checking
    }
    passage.isAuthentic = true
    takeInHand(passage)
    const reading = read(passage, deadline)
    passage.raw = isPromise(reading) ? await reading : reading
    const delivering = deliver(passage, sdkAppId, passage.raw, deadline)
    reply = isPromise(delivering) ? await delivering : delivering
  } catch (error) {
    passage.thrown = error
    reply = refuse(parts, request, passage.query, passage, error)
  }
  // What comes next on a kept connection would be refused: its sender must find a machine that lives.
  if (work.isClosing) reply = { ...reply, close: true, closing: true }
  deadline.clear()
  passage.context?.end()
  if (passage.isInHand) work.end()
  if (passage.watched !== undefined) passage.watched.answered(passage, reply)
  return reply
}

/** Recognises, identifies and authenticates; gives the SDKAppID. */
function admit(passage: Passage): string {
  const { settings } = passage.parts
  const { request, query, step } = passage
  passage.receivedAt = settings.clock()
  if (request.method !== 'POST') throw new Refusal('wrong-method')
  refuseMalformed(query)
  const sdkAppId = identify(query, settings.apps)
  const check = settings.apps.get(sdkAppId)
  traceSync('authenticate', step, () => authenticate(query, check, passage.receivedAt, settings.signatureWindow))
  return sdkAppId
}

/** Takes a callback in hand, as far as the limits allow. */
function takeInHand(passage: Passage): void {
  const { settings, work } = passage.parts
  if (work.isClosing) throw new Refusal('closing')
  if (work.callbacks >= settings.concurrency) throw new Refusal('overloaded')
  work.begin()
  passage.isInHand = true
}

function read(passage: Passage, deadline: Deadline): MaybePromise<Uint8Array> {
  const { parts, request, step } = passage
  const source = request.body
  passage.isReparsed = source.kind === 'value'
  return traceRead(step, () => readBody(source, request.headers, parts.settings.bodyLimit, deadline))
}

/** Parses and validates the body of an authentic callback, and brings it to its handlers. */
function deliver(passage: Passage, sdkAppId: string, raw: Uint8Array, deadline: Deadline): MaybePromise<Reply> {
  const { parts, request, query, step, receivedAt, watched } = passage
  const received = { sdkAppId, query, raw, receivedAt, host: request.host, work: parts.work, watched }
  let packet: Packet = {}
  try {
    const parsed = traceSync('parse', step, () => parsePacket(decodeText(raw)))
    packet = parsed.packet
    const command = resolve(query.CallbackCommand as string, packet, parts.catalog)
    if (command === undefined) return takeUnknown(parts, { received, packet, deadline })
    if (passage.isReparsed && parsed.largeIntegers) warnDigitsLost(parts.registrations, command.name)
    const validation = { strict: parts.settings.strict, reparsed: passage.isReparsed }
    const event = traceSync('validate', step, () => validate(command, parsed, validation))
    const context = new CallbackContext(received, command.name, command.phase, eventTimeOf(command, event))
    passage.event = event
    passage.context = context
    context.begin()
    return dispatch(parts, { command, event, context, deadline })
  } catch (error) {
    const { inbox } = parts.settings
    if (!inbox) throw error
    return keepInvalid(parts, inbox, { received, packet, deadline }, error)
  }
}

function takeUnknown(parts: Parts, unfit: Unfit): MaybePromise<Reply> {
  const { inbox } = parts.settings
  const tell = (): Reply => {
    const context = new CallbackContext(
      unfit.received,
      unfit.received.query.CallbackCommand as string,
      'after',
      undefined,
    )
    void parts.work.goOn(
      parts.reporter.tell('unknown', () => [unfit.packet, context], context.command),
      context,
    )
    return okReplies['unknown-command']
  }
  return inbox ? keepUnknown(inbox, unfit).then(tell) : tell()
}
