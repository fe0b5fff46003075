import type { Calls } from './calls/call-operations.ts'
import { callsOf } from './calls/calls.ts'
import { chatOf } from './chat/chat.ts'
import { ChatBackend } from './chat/chat-backend.ts'
import type { Chat } from './chat/chat-operations.ts'
import { ConfigurationStore } from './configuration/configuration-store.ts'
import { configure } from './configuration/configure.ts'
import type { SendEvent } from './events/platform-event.ts'
import { SeededRandom } from './faults/seeded-random.ts'
import type { PlatformOptions } from './options/platform-options.ts'
import { type PlatformSettings, readPlatformOptions } from './options/read-platform-options.ts'
import type { Platform } from './platform.ts'
import { chatApis } from './rest/chat-apis.ts'
import { RestServer } from './rest/rest-server.ts'
import { allOperations } from './rooms/operations/all-operations.ts'
import { viewOfRoom } from './rooms/room.ts'
import { RoomBackend } from './rooms/room-backend.ts'
import { CallbackSender } from './send/callback-sender.ts'
import { Deliveries } from './send/deliveries.ts'
import { SimulationError } from './simulation-error.ts'

/**
 * Starts a simulated Tencent RTC platform: the REST APIs that configure callbacks and act in Chat, on a port of the
 * loopback address, and rooms, chats and calls in which things happen. It sends the callbacks as Tencent does: signed, over
 * connections that are kept alive, with 2 s for an answer (34354, 64412, 72210).
 *
 * @throws `invalid-option`
 * @example
 * const platform = await startPlatform()
 * platform.configure({ url: 'http://127.0.0.1:3000', token: 'secret' })
 * await platform.createRoom({ product: 'live', RoomId: 'r1', Owner_Account: 'alice' })
 * const gift = await platform.sendGift('r1', { From_Account: 'bob', GiftId: 'rose', Coins: 5 })
 * await platform.settled()
 * await platform.close()
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const settings = readPlatformOptions(options)
  const chance = new SeededRandom(settings.seed)
  const store = new ConfigurationStore()
  const sender = await CallbackSender.hire(settings.timeout)
  const deliveries = new Deliveries(settings, store, sender, chance.fork('faults'))
  let isClosed = false
  const send: SendEvent = (event) => {
    if (isClosed) throw new SimulationError('platform-closed')
    return deliveries.send(event)
  }
  const chatBackend = new ChatBackend(settings, chance.fork('chat'), send)
  const chat = chatOf(chatBackend)
  const rest = new RestServer(settings, store, chatApis(chatBackend, chat), chance.fork('rest'))
  return platformOf(settings, await rest.listen(), {
    rooms: new RoomBackend(settings, chance.fork('rooms'), send),
    chat,
    calls: callsOf(settings, chance.fork('calls'), send),
    store,
    rest,
    deliveries,
    async close() {
      isClosed = true
      await deliveries.settled()
      await Promise.all([sender.close(), rest.close()])
    },
  })
}

/** What a platform is made of. */
interface Services {
  readonly rooms: RoomBackend
  readonly chat: Chat
  readonly calls: Calls
  readonly store: ConfigurationStore
  readonly rest: RestServer
  readonly deliveries: Deliveries
  readonly close: () => Promise<void>
}

function platformOf(settings: PlatformSettings, url: string, services: Services): Platform {
  const { rooms: backend, chat, calls, store, rest, deliveries, close } = services
  const platform = {
    ...allOperations(backend),
    chat,
    calls,
    url,
    sdkAppId: settings.sdkAppId,
    administrators: settings.administrators,
    get configurations() {
      return store.view()
    },
    get rooms() {
      return [...backend.rooms.values()].map(viewOfRoom)
    },
    get log() {
      return deliveries.log.latest()
    },
    configure: (callbacks: Parameters<Platform['configure']>[0]) => configure(store, callbacks),
    failNext: (failure: Parameters<Platform['failNext']>[0]) => rest.failNext(failure),
    room: (RoomId: string) => {
      const room = backend.rooms.get(RoomId)
      return room && viewOfRoom(room)
    },
    settled: () => deliveries.settled(),
    close,
  }
  // Not enumerable: it appears neither when a platform is printed nor in its JSON.
  return Object.defineProperty(platform, 'secretKey', { value: settings.secretKey }) as typeof platform & {
    readonly secretKey: string
  }
}
