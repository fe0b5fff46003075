import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CallbackClient, type ClientOptions, callbackClient, errorCodeTable } from '@room-callbacks/client'
import { roomCallbacks } from '@room-callbacks/node'
import type { Platform, PlatformOptions } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { patience, startPlatform } from '../unhurried.ts'
import { refused } from './rest-stand-in.ts'

const url = 'https://example.com/tencent'
const room = 'Room.CallbackAfterCreateRoom'
const live = 'Live.CallbackAfterCreateRoom'
const gift = 'Live.CallbackBeforeSendGift'
const token = 'the-first-token'

/** A simulated platform, and a client of it. */
async function start(t: Test, options: PlatformOptions = {}, more: Partial<ClientOptions> = {}) {
  const platform = await startPlatform(options)
  t.teardown(() => platform.close())
  return { platform, client: clientOf(t, platform, more) }
}

function clientOf(t: Test, { url, sdkAppId, secretKey }: Platform, more: Partial<ClientOptions> = {}): CallbackClient {
  const client = callbackClient({ sdkAppId, secretKey, url, retries: 0, timeout: patience, ...more })
  t.teardown(() => client.close())
  return client
}

const changesOf = async (
  client: CallbackClient,
  commands: readonly string[],
  more: { url?: string; token?: string } = {},
) => {
  const { products, token } = await client.ensure({ url, commands, ...more })
  return [...products.map(({ product, change }) => `${product} ${change}`), ...(token ? [`token ${token.change}`] : [])]
}

t.test('ensure creates, leaves and updates what the platform holds', async (t) => {
  const { platform, client } = await start(t)
  t.strictSame(await changesOf(client, [room, live], { token }), ['conference create', 'live create', 'token create'])
  t.match(platform.configurations, {
    conference: { Url: url, CallbackCommandList: [room] },
    live: { Url: url, CallbackCommandList: [live] },
    call: undefined,
    token: 'enabled',
  })
  t.strictSame(await changesOf(client, [room, live], { token }), [
    'conference unchanged',
    'live unchanged',
    'token unchanged',
  ])
  t.strictSame(await changesOf(client, [room, live, gift]), ['conference unchanged', 'live update'])
  t.strictSame(platform.configurations.live?.CallbackCommandList, [live, gift])
  t.strictSame(await changesOf(client, [live], { url: `${url}/new`, token: 'the-second-token' }), [
    'live update',
    'token update',
  ])
  t.equal(platform.configurations.conference?.Url, url, 'a product that is not named is left alone')
  t.equal((await client.live.getToken()).Token, 'the-second-token', 'the token was rotated')
})

t.test('a dry run changes nothing', async (t) => {
  const { platform, client } = await start(t)
  const { products, token: ofToken } = await client.ensure({ url, commands: [live], token, dryRun: true })
  t.match([products, ofToken], [[{ product: 'live', change: 'create' }], { change: 'create' }])
  t.strictSame([platform.configurations.live, platform.configurations.token], [undefined, undefined])
})

t.test('Call overwrites; Conference and Live say what is there and what is not', async (t) => {
  const { client } = await start(t)
  const started = { Url: url, CallbackCommandList: ['Call.CallbackAfterStartCall'] }
  const created = { Url: url, CallbackCommandList: [live] }
  await client.call.set(started)
  await client.call.set({ ...started, Url: `${url}/again` })
  t.match(await client.call.get(), { Url: `${url}/again` })
  await t.rejects(client.live.update(created), refused(100_301))
  await client.live.set(created)
  await t.rejects(client.live.set(created), refused(100_300))
  await t.rejects(client.conference.get(), refused(100_301))
  await t.rejects(client.live.getToken(), refused(100_302))
  await client.live.setToken({ Token: token, IsTokenEnable: true })
  await client.live.setToken({ IsTokenEnable: false })
  t.match(await client.live.getToken(), { Token: token, IsTokenEnable: false }, 'only what was given changed')
  await client.live.deleteToken()
  await client.live.delete()
  await t.rejects(client.live.get(), refused(100_301))
})

t.test('every documented code becomes an error that says what to do', async (t) => {
  const { platform, client } = await start(t)
  for (const [code, { meaning, advice }] of Object.entries(errorCodeTable)) {
    platform.failNext({ api: 'live_config/get_callback', code: Number(code) })
    await t.rejects(
      client.live.get(),
      {
        code: 'platform-refused',
        platformCode: Number(code),
        meaning,
        advice,
        api: 'v4/live_config/get_callback',
        requestId: /^Id-\w+-O-Seq-\d+$/,
      },
      code,
    )
  }
})

t.test('the platform verifies the signature, the account and the app', async (t) => {
  const { platform } = await start(t)
  const wrong: readonly [more: Partial<ClientOptions>, platformCode: number][] = [
    [{ secretKey: 'f'.repeat(64) }, 60_005],
    [{ identifier: 'stranger' }, 60_010],
    [{ sdkAppId: 1_400_000_001 }, 60_006],
  ]
  for (const [more, platformCode] of wrong) {
    await t.rejects(clientOf(t, platform, more).live.get(), refused(platformCode))
  }
  const expired = clientOf(t, platform, { clock: () => Date.now() - 3 * 86_400_000 })
  await t.rejects(expired.live.get(), refused(60_005))
})

t.test('a client that calls too often is told so', async (t) => {
  const { client } = await start(t, { callsPerSecond: 2, clock: () => 1_700_000_000_000 })
  await client.addresses()
  await client.addresses()
  await t.rejects(client.addresses(), { ...refused(60_007), advice: /callsPerSecond/ })
})

t.test('what passes is tried again', async (t) => {
  const { platform, client } = await start(t, {}, { retries: 2 })
  platform.failNext({ api: 'live_config/set_callback', code: 60_008 })
  platform.failNext({ api: 'live_config/set_callback', status: 502 })
  await client.live.set({ Url: url, CallbackCommandList: [live] })
  t.strictSame(platform.configurations.live?.CallbackCommandList, [live])
})

t.test('from nothing to callbacks that only the platform can send', async (t) => {
  const { platform, client } = await start(t)
  const rooms: string[] = []
  const addresses = await client.callbackAddresses()
  const callbacks = roomCallbacks(platform.sdkAppId, { token, addresses, deadline: patience })
  callbacks.on(live, ({ RoomInfo }) => void rooms.push(RoomInfo.RoomId))
  const server = createServer(callbacks).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })

  const { port } = server.address() as AddressInfo
  await client.ensure({ url: `http://127.0.0.1:${port}/`, commands: [live], token })
  await platform.createRoom({ product: 'live', RoomId: 'first', Owner_Account: 'alice' })
  await client.ensure({ url: `http://127.0.0.1:${port}/`, commands: [live], token: 'another-token' })
  await platform.settled()
  await platform.createRoom({ product: 'live', RoomId: 'second', Owner_Account: 'alice' })
  await platform.settled()
  t.strictSame(rooms, ['first'], 'a token that the receiver does not know opens nothing')
  t.strictSame(
    platform.log.map(({ outcome, attempts }) => [outcome, attempts.at(-1)?.status]),
    [
      ['acknowledged', 200],
      ['failed', 401],
    ],
  )
})

t.test('several at once agree', async (t) => {
  const { platform } = await start(t)
  const clients = Array.from({ length: 4 }, () => clientOf(t, platform))
  const changes = (await Promise.all(clients.map((client) => changesOf(client, [room, live])))).flat()
  t.match(platform.configurations, {
    conference: { CallbackCommandList: [room] },
    live: { CallbackCommandList: [live] },
  })
  t.strictSame(
    changes.filter((change) => !change.endsWith('unchanged')).toSorted((one, other) => one.localeCompare(other)),
    ['conference create', 'live create'],
    'each product was created once',
  )
})

t.test('more calls than a second holds wait, and none is refused', async (t) => {
  const { client } = await start(t)
  await Promise.all(Array.from({ length: 250 }, () => client.live.delete()))
  t.equal((await client.addresses(6)).IPList.length, 2)
})
