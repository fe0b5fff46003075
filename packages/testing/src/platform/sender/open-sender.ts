import { commandOf } from '../../packet.ts'
import { CallbackSender } from '../send/callback-sender.ts'
import { type DeliveryRecord, deliver, isQuestion } from '../send/deliver.ts'
import { jsonHeaders } from '../send/pending-callback.ts'
import type { Address, Envelope } from '../send/write-letter.ts'
import { SimulationError } from '../simulation-error.ts'
import type { Sender, SendOptions, SentPacket } from './sender.ts'
import { readSenderOptions, requireUrl, type SenderOptions, type SenderSettings } from './sender-options.ts'

/**
 * Opens what sends packets of your own exactly as a platform sends the callbacks of its rooms: signed, over
 * connections that are kept alive, with 2 s for an answer, and again if that is switched on (34354, 64412).
 *
 * @throws `invalid-option`
 * @example
 * const sender = await openSender({ url: 'http://127.0.0.1:3000', token: 'secret', retries: 3, retryDelay: 500 })
 * const { outcome, response } = await sender.send(packet('Room.CallbackAfterDestroyRoom', { RoomId: 'r1' }))
 * await sender.close()
 */
export async function openSender(options: SenderOptions): Promise<Sender> {
  const settings = readSenderOptions(options)
  const postman = await CallbackSender.hire(settings.timeout)
  const underWay = new Set<Promise<unknown>>()
  let isClosed = false
  return {
    async send(packet, sendOptions = {}) {
      if (isClosed) throw new SimulationError('sender-closed')
      const sending = sendPacket(settings, postman, packet, sendOptions)
      underWay.add(sending)
      try {
        return await sending
      } finally {
        underWay.delete(sending)
      }
    },
    async close() {
      isClosed = true
      await Promise.allSettled(underWay)
      await postman.close()
    },
  }
}

async function sendPacket(
  settings: SenderSettings,
  postman: CallbackSender,
  packet: object | string,
  options: SendOptions,
): Promise<SentPacket> {
  const { retries, retryDelay, clock } = settings
  const envelope = envelopeOf(packet, options)
  const { command } = envelope
  const body = typeof packet === 'string' ? packet : JSON.stringify(packet)
  const record: DeliveryRecord = { url: '', attempts: [], outcome: 'pending' }
  const sentAt = clock()
  // A question is never asked again.
  const attempts = isQuestion(command) ? 1 : 1 + retries
  const breaks = Array.from({ length: attempts }, () => undefined)
  const delivery = { envelope, body, address: () => addressOf(settings), breaks, retryDelay, clock }
  const { response } = await deliver(delivery, postman, record)
  return { command, body, sentAt, ...record, response }
}

function envelopeOf(packet: object | string, options: SendOptions): Envelope {
  const { clientIp = '127.0.0.1', platform = 'RESTAPI', headers = jsonHeaders } = options
  const command = options.command ?? commandOf(packet)
  if (command === undefined) throw new SimulationError('invalid-option', 'send(): command is missing.')
  return { command, clientIp, platform, headers, changeQuery: undefined }
}

async function addressOf({ url, sdkAppId, token }: SenderSettings): Promise<Address> {
  return { url: typeof url === 'string' ? url : requireUrl(await url()), sdkAppId, token }
}
