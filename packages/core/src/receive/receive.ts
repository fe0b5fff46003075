import { Refusal } from '../errors/refusal.ts'
import { decodeText } from '../protocol/packet/decode-text.ts'
import { parsePacket } from '../protocol/packet/parse-packet.ts'
import { okReplies, type Reply } from '../reply.ts'
import { authenticate } from './admit/authenticate.ts'
import { checkAddress } from './admit/check-address.ts'
import { identify } from './admit/identify.ts'
import { type CallbackQuery, refuseMalformed, scanQuery } from './admit/scan-query.ts'
import { CallbackContext, eventTimeOf } from './callback-context.ts'
import { Deadline } from './deadline.ts'
import { dispatch } from './handle/dispatch.ts'
import { keepInvalid, keepRefused, type Unfit } from './inbox/keep-refused.ts'
import { unknownCommand } from './inbox/recorded-error.ts'
import type { Parts } from './parts.ts'
import { readBody } from './read/read-body.ts'
import { refuse } from './refuse.ts'
import type { CallbackRequest } from './request.ts'
import { type StepContext, trace, traceSync } from './trace.ts'
import { resolve } from './validate/resolve.ts'
import { validate } from './validate/validate.ts'

/** One callback on its way, and how far it came. */
interface Passage {
  readonly parts: Parts
  readonly request: CallbackRequest
  readonly query: CallbackQuery
  readonly step: StepContext
  isAuthentic: boolean
  raw: Uint8Array | undefined
}

/**
 * The way of one callback, cheap checks first: nothing is read, parsed or run for a request that
 * a cheaper step refuses. Undefined means "not a callback".
 */
export function receive(parts: Parts, request: CallbackRequest): Promise<Reply> | undefined {
  const query = scanQuery(request.query)
  if (query === undefined) return undefined
  parts.registrations.seal()
  const step: StepContext = { receivedAs: query.CallbackCommand, sdkAppId: query.SdkAppid }
  const passage: Passage = { parts, request, query, step, isAuthentic: false, raw: undefined }
  return trace('receive', step, () => answer(passage)) as Promise<Reply>
}

async function answer(passage: Passage): Promise<Reply> {
  try {
    return await take(passage, admit(passage))
  } catch (error) {
    return refuse(passage.parts, passage.request, passage.query, passage, error)
  }
}

/** Recognises, identifies and authenticates; gives the SDKAppID. */
function admit({ parts: { settings }, request, query, step }: Passage): string {
  if (request.method !== 'POST') throw new Refusal('wrong-method')
  refuseMalformed(query)
  const sdkAppId = identify(query, settings.apps)
  const check = settings.apps.get(sdkAppId)
  traceSync('authenticate', step, () => authenticate(query, check, settings))
  return sdkAppId
}

/** Takes a callback in hand, as far as the limits allow. */
async function take(passage: Passage, sdkAppId: string): Promise<Reply> {
  const { parts, request } = passage
  const { settings, work } = parts
  const deadline = new Deadline(settings.deadline)
  let isInHand = false
  try {
    if (settings.isAddressAllowed) await checkAddress(request, settings.isAddressAllowed, deadline)
    passage.isAuthentic = true
    if (work.isClosing) throw new Refusal('closing')
    if (work.callbacks >= settings.concurrency) throw new Refusal('overloaded')
    work.begin()
    isInHand = true
    return await deliver(passage, sdkAppId, deadline)
  } finally {
    deadline.clear()
    if (isInHand) work.end()
  }
}

/** Reads an authentic callback, and brings it to its handlers. */
async function deliver(passage: Passage, sdkAppId: string, deadline: Deadline): Promise<Reply> {
  const { parts, request, query, step } = passage
  const { settings, work } = parts
  const receivedAt = settings.clock()
  const source = request.body
  const raw = await trace('read', step, () => readBody(source, request.headers, settings.bodyLimit, deadline))
  passage.raw = raw
  const received = { sdkAppId, query, raw, receivedAt, host: request.host, closing: work.signal }
  const unfit = { received, packet: {}, deadline }
  try {
    const parsed = traceSync('parse', step, () => parsePacket(decodeText(raw)))
    unfit.packet = parsed.packet
    const command = resolve(query.CallbackCommand as string, parsed.packet, parts.catalog)
    if (command === undefined) return await takeUnknown(parts, unfit)
    const validation = { strict: settings.strict, reparsed: source.kind === 'value' }
    const event = traceSync('validate', step, () => validate(command, parsed, validation))
    const phase = command.decision ? 'before' : 'after'
    const context = new CallbackContext(received, command.name, phase, eventTimeOf(command, event))
    return dispatch(parts, { command, event, context, deadline })
  } catch (error) {
    await keepInvalid(parts, unfit, error)
    throw error
  }
}

async function takeUnknown(parts: Parts, unfit: Unfit): Promise<Reply> {
  const word = unfit.received.query.CallbackCommand as string
  await keepRefused(parts, unfit, word, unknownCommand(word))
  const context = new CallbackContext(unfit.received, word, 'after', undefined)
  void parts.work.hook(parts.reporter.tell('unknown', unfit.packet, context))
  return okReplies['unknown-command']
}
