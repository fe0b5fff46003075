import type { AddressInfo } from 'node:net'
import type { DynamicModule, INestApplication, InjectionToken } from '@nestjs/common'
import type { RoomCallbacks } from '@room-callbacks/core'
import { allow, deny, OnCallback } from '@room-callbacks/nestjs'
import { callbackQuery, memoryInbox, packet, sampleText } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { patience } from '../unhurried.ts'
import { decorate, type Nest, type NestVersion, nestOf } from './nest.ts'

const appId = 1400000000
const gift = 'Live.CallbackBeforeSendGift'
const room = 'Room.CallbackAfterDestroyRoom'

type Provider = NonNullable<DynamicModule['providers']>[number]

interface Parts {
  readonly module: DynamicModule
  readonly providers?: readonly Provider[]
  readonly controllers?: DynamicModule['controllers']
}

function appModule({ common }: Nest, { module, providers = [], controllers = [] }: Parts) {
  class AppModule {}
  common.Module({ imports: [module], providers: [...providers], controllers })(AppModule)
  return AppModule
}

async function create(t: Test, nest: Nest, parts: Parts, isFastify = false): Promise<INestApplication> {
  const adapter = isFastify ? new nest.fastify.FastifyAdapter() : new nest.express.ExpressAdapter()
  const options = { logger: false, abortOnError: false } as const
  const app = await nest.core.NestFactory.create(appModule(nest, parts), adapter as never, options)
  t.teardown(() => app.close())
  return app
}

async function post(app: INestApplication, command: string, body: string, path = '/'): Promise<Response> {
  const server = app.getHttpServer()
  if (!server.listening) await app.listen(0, '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const query = callbackQuery({ sdkAppId: appId, command })
  return fetch(`http://127.0.0.1:${port}${path}?${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
}

class Wallet {
  covers(): boolean {
    return false
  }
}

/** A provider whose methods handle callbacks, and which has others injected. */
function giftsOf({ common }: Nest) {
  class Gifts {
    readonly seen: string[] = []
    readonly wallet: Wallet
    constructor(wallet: Wallet) {
      this.wallet = wallet
    }
    decide() {
      return this.wallet.covers() ? allow() : deny(102101, 'Not enough coins')
    }
    note({ RoomId }: { RoomId: string }) {
      this.seen.push(RoomId)
    }
  }
  common.Inject(Wallet)(Gifts, undefined as never, 0)
  common.Injectable()(Gifts)
  decorate(Gifts, 'decide', OnCallback(gift) as MethodDecorator)
  decorate(Gifts, 'note', OnCallback(room) as MethodDecorator)
  return Gifts
}

const options = { deadline: patience, deduplication: false } as const

for (const version of [10, 11, 12] satisfies NestVersion[]) {
  for (const isFastify of [false, true]) {
    const name = `nest ${version} on ${isFastify ? 'Fastify' : 'Express'}`
    t.test(`${name} hands callbacks to providers, past guards, pipes, interceptors and filters`, async (t) => {
      const nest = await nestOf(version)
      const { core, ours } = nest
      const touched: string[] = []
      const touch = (word: string) => ({
        canActivate: () => void touched.push(word),
        intercept: () => void touched.push(word),
        transform: () => void touched.push(word),
        catch: () => void touched.push(word),
      })
      const everywhere = [core.APP_GUARD, core.APP_INTERCEPTOR, core.APP_PIPE, core.APP_FILTER]
      const global = everywhere.map((provide) => ({ provide, useValue: touch(provide) }))
      const Gifts = giftsOf(nest)
      const app = await create(
        t,
        nest,
        {
          module: ours.RoomCallbacksModule.forRoot(appId, options),
          providers: [Gifts, Wallet, { provide: 'alias', useExisting: Gifts }, ...global],
        },
        isFastify,
      )
      const denied = await post(app, gift, JSON.stringify(packet(gift)))
      t.equal(denied.status, 200, 'and not 201')
      t.match(await denied.json(), { ErrorCode: 102101, ErrorInfo: 'Not enough coins' })
      const seats = 'Mic.CallbackAfterSeatInfoChanged'
      t.equal((await post(app, seats, sampleText(seats))).status, 200)
      t.equal((await post(app, room, JSON.stringify(packet(room, { RoomId: 'r1' })))).status, 200)
      t.strictSame(app.get(Gifts).seen, ['r1'], 'once, although it has an alias')
      t.strictSame(touched, [])
    })
  }

  t.test(`nest ${version} names both providers that decide one command`, async (t) => {
    const nest = await nestOf(version)
    class Shop {
      check() {
        return allow()
      }
    }
    decorate(Shop, 'check', OnCallback(gift) as MethodDecorator)
    const module = nest.ours.RoomCallbacksModule.forRoot(appId, options)
    const app = await create(t, nest, { module, providers: [giftsOf(nest), Wallet, Shop] })
    await t.rejects(app.init(), {
      code: 'duplicate-handler',
      message: /Shop\.check\(\) and Gifts\.decide\(\) both decide Live\.CallbackBeforeSendGift\./,
    })
  })

  t.test(`nest ${version} delivers when the app is ready, and closes in order`, async (t) => {
    const nest = await nestOf(version)
    const { common, core, ours } = nest
    const life: string[] = []
    const inbox = memoryInbox()
    const [deliver, close] = [inbox.deliver.bind(inbox), inbox.close.bind(inbox)]
    inbox.deliver = (...given) => {
      life.push('delivery starts')
      return deliver(...given)
    }
    inbox.close = async () => {
      life.push('inbox closes')
      await close()
    }
    class Database {
      async onModuleInit() {
        await new Promise((resolve) => setTimeout(resolve, 10))
        life.push('database opens')
      }
      onApplicationShutdown() {
        life.push('database closes')
      }
      handle() {}
    }
    decorate(Database, 'handle', OnCallback('*') as MethodDecorator)
    class Settings {
      readonly apps = appId
    }
    class SettingsModule {}
    common.Module({ providers: [Settings], exports: [Settings] })(SettingsModule)
    const module = ours.RoomCallbacksModule.forRootAsync({
      imports: [SettingsModule],
      inject: [Settings as InjectionToken],
      useFactory: async (settings: Settings) => ({ ...options, sdkAppIds: settings.apps, inbox }),
    })
    // A worker: it has no server, and only delivers.
    const app = await core.NestFactory.createApplicationContext(appModule(nest, { module, providers: [Database] }), {
      logger: false,
      abortOnError: false,
    })
    const callbacks = app.get<RoomCallbacks<unknown>>(ours.ROOM_CALLBACKS)
    t.strictSame(callbacks.registered(), ['*'])
    await app.close()
    t.equal(life.indexOf('database opens') < life.indexOf('delivery starts'), true, 'not before it is ready')
    t.strictSame([...life].sort(), ['database closes', 'database opens', 'delivery starts', 'inbox closes'])
  })
}

t.test('a class takes the handlers of the class that it extends, with methods of its own', async (t) => {
  const nest = await nestOf(12)
  const seen: string[] = []
  class Base {
    note() {
      seen.push('base')
    }
  }
  decorate(Base, 'note', OnCallback(room) as MethodDecorator)
  class Own extends Base {
    override note() {
      seen.push('own')
    }
  }
  decorate(Own, 'note', OnCallback('*') as MethodDecorator)
  const module = nest.ours.RoomCallbacksModule.forRoot(appId, options)
  const app = await create(t, nest, { module, providers: [Own], controllers: [] })
  await post(app, room, JSON.stringify(packet(room)))
  t.strictSame(seen, ['own', 'own'])
})

t.test('a provider that is made for each request is refused at the start', async (t) => {
  const nest = await nestOf(12)
  const Gifts = giftsOf(nest)
  nest.common.Injectable({ scope: nest.common.Scope.REQUEST })(Gifts)
  const module = nest.ours.RoomCallbacksModule.forRoot(appId, options)
  const app = await create(t, nest, { module, providers: [Gifts, Wallet] })
  await t.rejects(app.init(), {
    code: 'invalid-handler',
    message: /Gifts\.decide\(\) is of a provider that is made for each/,
  })
})

t.test('a handler registered by hand is named, too, and other errors cross as they are', async (t) => {
  const nest = await nestOf(12)
  const module = nest.ours.RoomCallbacksModule.forRoot(appId, options)
  const app = await create(t, nest, { module, providers: [giftsOf(nest), Wallet] })
  app.get<RoomCallbacks<unknown>>(nest.ours.ROOM_CALLBACKS).on(gift, () => allow())
  await t.rejects(app.init(), {
    message: /Gifts\.decide\(\) and a handler that was registered with on\(\) both decide/,
  })
  class Wrong {
    method() {}
  }
  decorate(Wrong, 'method', OnCallback('Room.CallbackAfterCreateRom' as never) as unknown as MethodDecorator)
  const wrong = await create(t, nest, {
    module: nest.ours.RoomCallbacksModule.forRoot(appId, options),
    providers: [Wrong],
  })
  await t.rejects(wrong.init(), { code: 'unknown-name' })
})

t.test('options are checked when the app is made', async (t) => {
  const nest = await nestOf(12)
  const module = nest.ours.RoomCallbacksModule.forRoot(appId, { bodylimit: 1 } as never)
  await t.rejects(create(t, nest, { module }), { code: 'invalid-option', message: /bodylimit/ })
})

t.test('only the path that is given receives', async (t) => {
  const nest = await nestOf(12)
  for (const isFastify of [false, true]) {
    const module = nest.ours.RoomCallbacksModule.forRoot(appId, { ...options, path: '/tencent' })
    const app = await create(t, nest, { module }, isFastify)
    const body = JSON.stringify(packet(room))
    t.equal((await post(app, room, body, '/tencent')).status, 200)
    t.equal((await post(app, room, body, '/tencent/deeper')).status, 200)
    t.equal((await post(app, room, body, '/tencents')).status, 404)
    t.equal((await post(app, room, body)).status, 404)
  }
})

t.test('a shutdown waits for handlers no longer than it is told', async (t) => {
  const nest = await nestOf(12)
  let release = (): void => {}
  class Slow {
    handle() {
      return new Promise<void>((resolve) => {
        release = resolve
      })
    }
  }
  decorate(Slow, 'handle', OnCallback(room) as MethodDecorator)
  const module = nest.ours.RoomCallbacksModule.forRoot(appId, { ...options, ack: 'received', closeTimeout: 20 })
  const app = await create(t, nest, { module, providers: [Slow] })
  await post(app, room, JSON.stringify(packet(room)))
  await app.close()
  release()
  t.equal(app.getHttpServer().listening, false)
})
