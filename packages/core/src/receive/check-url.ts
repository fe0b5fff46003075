import type { CheckedUrl } from '../handlers/handler-types.ts'
import { readSignedQuery, type SignedQuery } from '../protocols/command/command-envelope.ts'
import { commandProtocol } from '../protocols/command/protocol.ts'
import { isSignedNow } from '../protocols/command/signature.ts'
import type { AppSecrets } from '../protocols/protocol.ts'
import { okReplies, type Reply } from '../reply.ts'
import { leavesBytesUnread } from './refuse.ts'
import type { CallbackRequest } from './request.ts'
import type { ReceiverServices } from './services.ts'
import { traceReply } from './trace.ts'

/**
 * Answers the check of the URL that the console makes when it is saved: a POST with `Sign` and `RequestTime`, without an app,
 * and without a command or with one that means nothing (README.md section 2 of the protocol; seen by one source). Undefined
 * for any other request, one whose signature is not valid included.
 */
export function receiveUrlCheck(services: ReceiverServices, request: CallbackRequest): Promise<Reply> | undefined {
  if (request.method !== 'POST') return undefined
  const query = readSignedQuery(request.query, commandProtocol)
  if (query === undefined) return undefined
  const receivedAt = services.settings.clock()
  const secrets = signerOf(query, services, receivedAt)
  if (secrets === undefined) return undefined
  const observed = services.observers?.accompany()
  const envelope = { ...query, receivedAs: query.receivedAs ?? '' }
  return traceReply('receive', envelope, async () => {
    const { isClosing } = services.inFlight
    const isUnread = leavesBytesUnread({ raw: undefined, services }, request)
    const reply = { ...okReplies.checked, close: isClosing || isUnread, closing: isClosing }
    const { sdkAppId, receivedAs } = query
    const notifying = notify(services, request, {
      sdkAppId,
      receivedAs,
      receivedAt: new Date(receivedAt),
      host: request.host,
    })
    const seen = { envelope, services, receivedAt, secrets, raw: undefined, isReparsed: false, isAuthentic: true }
    observed?.answered({ ...seen, thrown: undefined, valid: undefined }, request, reply)
    // Where the platform ends with the reply, the hook would be cut off.
    if (request.endsWithReply) await notifying
    return reply
  }) as Promise<Reply>
}

function notify(services: ReceiverServices, request: CallbackRequest, check: CheckedUrl): Promise<void> {
  const notifying = services.reporter.notify('checked', () => [check], undefined)
  services.inFlight.trackHook(notifying)
  request.waitUntil?.(notifying)
  return notifying
}

/** The secrets of the app whose token signed a query. A token function cannot be asked without an app. */
function signerOf(query: SignedQuery, { settings }: ReceiverServices, receivedAt: number): AppSecrets | undefined {
  const { apps, signatureWindow: window } = settings
  const { sdkAppId } = query
  const known = sdkAppId === undefined ? [...new Set(apps.secrets.values())] : [apps.secrets.get(sdkAppId)]
  const candidates = apps.secrets.size > 0 ? known : [apps.given(sdkAppId ?? '')]
  return candidates.find(
    (secrets) => secrets?.signature && isSignedNow(query, secrets.signature, { receivedAt, window }),
  )
}
