import { Refusal } from '../errors/refusal.ts'
import { parsePacket } from '../protocol/packet/parse-packet.ts'
import { okReplies, type Reply } from '../reply.ts'
import { authenticate } from './admit/authenticate.ts'
import { checkAddress } from './admit/check-address.ts'
import { identify } from './admit/identify.ts'
import { type CallbackQuery, refuseMalformed, scanQuery } from './admit/scan-query.ts'
import { CallbackContext, eventTimeOf, type Received } from './callback-context.ts'
import { Deadline } from './deadline.ts'
import { dispatch } from './handle/dispatch.ts'
import type { Parts } from './parts.ts'
import { readBody, textOf } from './read/read-body.ts'
import { type Progress, refuse } from './refuse.ts'
import type { CallbackRequest } from './request.ts'
import { type StepContext, trace, traceSync } from './trace.ts'
import { resolve } from './validate/resolve.ts'
import { validate } from './validate/validate.ts'

/**
 * The way of one callback, cheap checks first: nothing is read, parsed or run for a request that
 * a cheaper step refuses. Undefined means "not a callback".
 */
export function receive(parts: Parts, request: CallbackRequest): Promise<Reply> | undefined {
  const query = scanQuery(request.query)
  if (query === undefined) return undefined
  parts.registrations.seal()
  const step: StepContext = { receivedAs: query.CallbackCommand, sdkAppId: query.SdkAppid }
  return trace('receive', step, async () => {
    const progress: Progress = { isAuthentic: false, raw: undefined }
    let deadline: Deadline | undefined
    try {
      const sdkAppId = admit(parts, request, query, step)
      const { isAddressAllowed, deadline: duration } = parts.settings
      deadline = new Deadline(duration)
      if (isAddressAllowed) await checkAddress(request, isAddressAllowed, deadline)
      progress.isAuthentic = true
      return await take(parts, request, query, sdkAppId, step, progress, deadline)
    } catch (error) {
      return refuse(parts, request, query, progress, error)
    } finally {
      deadline?.clear()
    }
  })
}

/** Recognises, identifies and authenticates; gives the SDKAppID. */
function admit({ settings }: Parts, request: CallbackRequest, query: CallbackQuery, step: StepContext): string {
  if (request.method !== 'POST') throw new Refusal('wrong-method')
  refuseMalformed(query)
  const sdkAppId = identify(query, settings.apps)
  const tokens = settings.apps.get(sdkAppId) as readonly string[]
  traceSync('authenticate', step, () => authenticate(query, tokens, settings))
  return sdkAppId
}

/** Takes an authentic callback in hand, as far as the limits allow. */
async function take(
  parts: Parts,
  request: CallbackRequest,
  query: CallbackQuery,
  sdkAppId: string,
  step: StepContext,
  progress: Progress,
  deadline: Deadline,
): Promise<Reply> {
  const { settings, work } = parts
  if (work.isClosing) throw new Refusal('closing')
  if (work.callbacks >= settings.concurrency) throw new Refusal('overloaded')
  const receivedAt = settings.clock()
  work.begin()
  try {
    const body = await trace('read', step, () => readBody(request, settings.bodyLimit, deadline))
    progress.raw = body.bytes
    const received: Received = {
      sdkAppId,
      query,
      raw: body.bytes,
      receivedAt,
      host: request.host,
      closing: work.signal,
    }
    const parsed = traceSync('parse', step, () => parsePacket(textOf(body)))
    const word = query.CallbackCommand as string
    const command = resolve(word, parsed.packet, parts.catalog)
    if (command === undefined) {
      const context = new CallbackContext(received, word, 'after', undefined)
      void work.hook(parts.reporter.tell('unknown', parsed.packet, context))
      return okReplies['unknown-command']
    }
    const validation = { strict: settings.strict, reparsed: body.reparsed }
    const event = traceSync('validate', step, () => validate(command, parsed, validation))
    const phase = command.decision ? 'before' : 'after'
    const context = new CallbackContext(received, command.name, phase, eventTimeOf(command, event))
    return await dispatch(parts, { command, event, context, deadline })
  } finally {
    work.end()
  }
}
