import { Refusal } from '../errors/refusal.ts'
import type { InFlight } from '../in-flight.ts'
import type { Settings } from '../options/read-options.ts'
import { decodeText, parsePacket } from '../protocol/packet/parse-packet.ts'
import { commandProtocol } from '../protocols/command/protocol.ts'
import type { AppSecrets, Envelope, EnvelopeRequest } from '../protocols/protocol.ts'
import type { Reply } from '../reply.ts'
import { Deadline, isPromise, type MaybePromise } from '../timers.ts'
import { checkAddress } from './check-address.ts'
import { receiveUrlCheck } from './check-url.ts'
import { dispatch } from './dispatch.ts'
import { IncomingCallback } from './incoming-callback.ts'
import type { ObservedCallback } from './observe/observed-callback.ts'
import { readBody } from './read-body.ts'
import { refuse } from './refuse.ts'
import type { CallbackRequest } from './request.ts'
import type { ReceiverServices } from './services.ts'
import { traceRead, traceReply, traceSync } from './trace.ts'
import { validate } from './validate.ts'
import { warnDigitsLost } from './warn-digits-lost.ts'

/**
 * The envelope of a request; undefined when it is no callback. Headers make it an event of RTC Engine, and other names in the
 * query a callback of Call v1, only where the options say so: the caller chooses neither the protocol nor the check by the shape of a body.
 */
export function readEnvelope(request: EnvelopeRequest, settings: Settings): Envelope | undefined {
  const { protocols } = settings
  let envelope = commandProtocol.readEnvelope(request)
  for (let index = 0; envelope === undefined && index < protocols.length; index++) {
    envelope = protocols[index]?.readEnvelope(request)
  }
  return envelope
}

/** The way of one callback. Undefined means "not a callback". */
export function receive(services: ReceiverServices, request: CallbackRequest): Promise<Reply> | undefined {
  const envelope = readEnvelope(request, services.settings)
  const check = envelope?.sdkAppId === undefined ? receiveUrlCheck(services, request) : undefined
  return check ?? (envelope && receiveEnvelope(services, envelope, request))
}

/** The way of a callback whose envelope is known. */
export function receiveEnvelope(
  services: ReceiverServices,
  envelope: Envelope,
  request: CallbackRequest,
): Promise<Reply> {
  services.registrations.seal()
  const observed = services.observers?.accompany()
  const callback = new IncomingCallback(services, envelope, request, undefined, observed)
  return traceReply('receive', envelope, () => answer(callback, request, observed)) as Promise<Reply>
}

/**
 * Cheap checks first: nothing is read, parsed or run for a request that a cheaper step refuses.
 *
 * The only asynchronous function on the way of most callbacks, and it waits only for what is not there yet: each layer
 * more would be paid by every callback.
 */
async function answer(
  callback: IncomingCallback,
  request: CallbackRequest,
  observed: ObservedCallback | undefined,
): Promise<Reply> {
  const { settings, inFlight } = callback.services
  const { protocol } = callback.envelope
  const deadline = new Deadline(settings[protocol.deadline])
  callback.deadline = deadline
  let reply: Reply
  try {
    admit(callback, request)
    const { sdkAppId } = callback.envelope
    const known = sdkAppId === undefined ? undefined : settings.apps.secrets.get(sdkAppId)
    const finding = known ?? callback.services.secretsFinder.find(callback.envelope, deadline)
    callback.secrets = isPromise(finding) ? await finding : finding
    authenticate(callback, callback.secrets)
    if (settings.isAddressAllowed) {
      const checking = checkAddress(settings, inFlight, request, settings.isAddressAllowed, deadline)
      if (isPromise(checking)) await checking
    }
    if (protocol.verifyBody === undefined) {
      callback.isAuthentic = true
      takeSlot(callback)
      const reading = read(callback, request, deadline)
      callback.raw = isPromise(reading) ? await reading : reading
    } else {
      await readAndVerify(callback, request, deadline)
      callback.isAuthentic = true
      takeSlot(callback)
    }
    if (request.endsWithReply) refuseBackground(settings)
    const handling = handle(callback, callback.raw as Uint8Array)
    reply = isPromise(handling) ? await handling : handling
  } catch (error) {
    callback.thrown = error
    reply = refuse(callback, request, error)
  }
  if (request.endsWithReply) await callback.settleBackground(deadline)
  // The next callback on a kept connection would be refused: its sender must find a machine that lives.
  if (inFlight.isClosing) reply = { ...reply, close: true, closing: true }
  deadline.clear()
  if (callback.valid !== undefined) callback.end()
  if (callback.isInFlight) inFlight.end()
  if (observed !== undefined) observed.answered(callback, request, reply)
  return reply
}

/** Checks what can be seen without knowing the app. @throws `wrong-method`, `malformed-query` */
function admit(callback: IncomingCallback, { method }: CallbackRequest): void {
  const { envelope, services } = callback
  callback.receivedAt = services.settings.clock()
  if (method !== 'POST') throw new Refusal('wrong-method')
  if (envelope.malformed) throw new Refusal('malformed-query', envelope.malformed)
}

/** @throws `bad-signature`, `expired-signature` */
function authenticate({ envelope, services, receivedAt }: IncomingCallback, secrets: AppSecrets): void {
  const time = { receivedAt, window: services.settings.signatureWindow }
  traceSync('authenticate', envelope, () => envelope.protocol.verifyEnvelope(envelope, secrets, time))
}

/** Takes one of the slots for callbacks in flight. @throws `closing`, `overloaded` */
function takeSlot(callback: IncomingCallback): void {
  const { settings, inFlight } = callback.services
  refuseMore(inFlight, inFlight.callbacks, settings)
  inFlight.begin()
  callback.isInFlight = true
}

/** @param taken slots of the kind that one more would take @throws `closing`, `overloaded` */
function refuseMore({ isClosing }: InFlight, taken: number, { concurrency }: Settings): void {
  if (isClosing) throw new Refusal('closing')
  if (taken >= concurrency) throw new Refusal('overloaded')
}

/** Refuses options that need a process which runs on after the reply. @throws `no-wait-until` */
function refuseBackground({ ack, inbox, delivers }: Settings): void {
  if (ack === 'received') throw new Refusal('no-wait-until', "The receiver has ack: 'received'.")
  if (inbox && delivers) throw new Refusal('no-wait-until', 'The receiver delivers what its inbox holds.')
}

function read(callback: IncomingCallback, request: CallbackRequest, deadline: Deadline): MaybePromise<Uint8Array> {
  const source = request.body
  callback.isReparsed = source.kind === 'value'
  const limit = callback.services.settings.bodyLimit
  return traceRead(callback.envelope, () => readBody(source, request, limit, deadline))
}

/**
 * Reads a body that proves by its bytes that it is genuine. Until then it takes a place among the unproven ones: those who have
 * no key must not take the slots of callbacks whose envelope proved them.
 *
 * @throws `closing`, `overloaded`, `body-already-read`, `bad-signature`, and what reading throws
 */
async function readAndVerify(callback: IncomingCallback, request: CallbackRequest, deadline: Deadline): Promise<void> {
  const { envelope, services } = callback
  const { settings, inFlight } = services
  const { protocol } = envelope
  const secrets = callback.secrets as AppSecrets
  refuseMore(inFlight, inFlight.unproven, settings)
  const { kind } = request.body
  if (kind === 'value' || kind === 'consumed') {
    const whyNot = protocol.bytesNeeded?.(secrets)
    if (whyNot) throw new Refusal('body-already-read', whyNot)
  }
  inFlight.unproven++
  try {
    const raw = await read(callback, request, deadline)
    callback.raw = raw
    traceSync('authenticate', envelope, () => protocol.verifyBody?.(envelope, secrets, raw))
  } finally {
    inFlight.unproven--
  }
}

/** Parses and validates the body of an authentic callback, and brings it to its handlers. */
function handle(callback: IncomingCallback, raw: Uint8Array): MaybePromise<Reply> {
  const { envelope, services, isReparsed } = callback
  const { catalog, registrations, settings, inboxSide } = services
  try {
    const parsed = traceSync('parse', envelope, () => parsePacket(decodeText(raw)))
    callback.packet = parsed.packet
    const command = envelope.protocol.resolveCommand(envelope, parsed.packet, catalog)
    if (command === undefined) {
      if (catalog.familyNotGiven(envelope.receivedAs)) throw new Refusal('family-not-given')
      return handleUnknown(callback)
    }
    if (isReparsed && parsed.largeIntegers) warnDigitsLost(registrations, command.name)
    const validation = { strict: settings.strict, reparsed: isReparsed }
    const event = traceSync('validate', envelope, () => validate(command, parsed, validation))
    const valid = callback.accept(command, event)
    callback.begin()
    return dispatch(services, valid)
  } catch (error) {
    if (!inboxSide) throw error
    return inboxSide.deadLetterInvalid(callback, error)
  }
}

function handleUnknown(callback: IncomingCallback): MaybePromise<Reply> {
  const { envelope, services } = callback
  const { inboxSide, reporter } = services
  const notify = (): Reply => {
    const context = callback.contextFor(envelope.receivedAs, 'after')
    callback.waitUntil(reporter.notify('unknown', () => [callback.packet, context], context.command))
    return envelope.protocol.replies.ok['unknown-command']
  }
  return inboxSide ? inboxSide.deadLetterUnknown(callback).then(notify) : notify()
}
