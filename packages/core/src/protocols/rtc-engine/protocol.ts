import { Refusal } from '../../errors/refusal.ts'
import type { Command } from '../../protocol/command.ts'
import { fieldOf, type Packet } from '../../protocol/packet/parse-packet.ts'
import type { AppSecrets, CommandLookup, Envelope, Protocol } from '../protocol.ts'
import { checkSignForm, KeyCheck } from './body-signature.ts'
import { type EngineEnvelope, readEngineEnvelope, unreadEvent } from './engine-envelope.ts'
import { identityOf } from './identity.ts'
import { keyOptionMistake } from './key-form.ts'
import { engineReplies } from './replies.ts'
import { warnUncheckedEvents } from './warn-unchecked-events.ts'

/**
 * Events of RTC Engine: headers name the app and sign the body, numbers in the body name the event (rtc-engine.md of the
 * protocol).
 */
export const rtcEngineProtocol: Protocol = {
  name: 'rtc-engine',
  secret: 'key',
  deadline: 'engineDeadline',
  isReceived: ({ key }) => key !== undefined,
  keyOption: {
    mistakeOf: keyOptionMistake,
    checkOf: (keys) => (keys ? new KeyCheck([keys].flat()) : (keys as undefined | false)),
    warn: warnUncheckedEvents,
  },
  readEnvelope: (request) => readEngineEnvelope(request, rtcEngineProtocol),
  verifyEnvelope: (envelope, { key }) => {
    if (key === undefined) throw new Refusal('bad-signature', 'The key option has no key for this app.')
    if (key !== false) checkSignForm((envelope as EngineEnvelope).sign)
  },
  isChecked: ({ key }) => key !== false,
  bytesNeeded: ({ key }) => (key === false ? undefined : bytesNeeded),
  verifyBody,
  resolveCommand,
  replayedQuery: () => '',
  identityOf,
  get replies() {
    return engineReplies()
  },
}

const bytesNeeded =
  'Its signature is over the bytes, and nothing kept them. Mount the receiver before the parser. Or keep the bytes: Express, express.json({ verify: (request, _response, bytes) => { request.rawBody = bytes } }); Koa, koa-bodyparser and @koa/bodyparser keep them, koa-body with includeUnparsed: true; Nest, NestFactory.create(AppModule, { rawBody: true }); Fastify, Hono and fetch handlers, give the request itself and read nothing of it before.'

function verifyBody(envelope: Envelope, { key }: AppSecrets, body: Uint8Array): void {
  const { sign } = envelope as EngineEnvelope
  if (key && !key.isSigned(sign as string, body)) throw new Refusal('bad-signature')
}

const typeForm = /^\d{1,9}$/

/** The command of an event: `EventType` alone decides, since one page prints a wrong `EventGroupId` (62717). */
function resolveCommand(
  envelope: Pick<Envelope, 'receivedAs'>,
  packet: Packet,
  catalog: CommandLookup,
): Command | undefined {
  const type = fieldOf(packet, 'EventType')
  if (!typeForm.test(String(type)) || typeof type === 'object') return undefined
  const word = `${unreadEvent}.${Number(type)}`
  envelope.receivedAs = word
  const command = catalog.find(word)
  return command?.protocol === 'rtc-engine' ? command : undefined
}
