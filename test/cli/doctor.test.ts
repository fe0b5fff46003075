import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { roomCallbacks } from '@room-callbacks/node'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { runCli } from './run-cli.ts'
import { account, receiverFor, sdkAppId, serveFor, token } from './servers.ts'

interface Diagnosis {
  readonly isSound: boolean
  readonly findings: readonly {
    readonly probe: string
    readonly state: string
    readonly status?: number
    readonly meaning: string
    readonly hint?: string
  }[]
}

const ok = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}'

const statesOf = ({ findings }: Diagnosis): string[] => findings.map(({ probe, state }) => `${probe} ${state}`)

const examine = async (url: string, env = account as Record<string, string>): Promise<Diagnosis> =>
  (await runCli(['doctor', '--url', url, '--json'], { env })).json<Diagnosis>()

t.test('doctor finds nothing wrong with a sound receiver, and does nothing to its rooms', async (t) => {
  const { url, heard } = await receiverFor(t)
  const { code, stdout, stderr } = await runCli(['doctor', '--url', url], { env: account })
  t.equal(code, 0)
  t.equal(stderr, '')
  for (const probe of ['valid', 'unsigned', 'forged', 'stale', 'oversize', 'foreign'])
    t.match(stdout, new RegExp(`^ok +${probe}`, 'm'))
  t.match(stdout, /\nNothing is wrong\.\n$/)
  t.match(
    heard.map(({ event }) => event),
    [{ CallbackCommand: 'Room.CallbackAfterDestroyRoom', RoomId: 'room-callbacks-doctor' }],
  )
  t.notMatch(stdout, token)
})

t.test('doctor finds everything wrong with a receiver that takes what it gets', async (t) => {
  const { url } = await serveFor(t, (request, response) => {
    request.resume().on('end', () => response.end(ok))
  })
  const { code, stdout } = await runCli(['doctor', '--url', url], { env: account })
  t.equal(code, 1)
  t.match(stdout, /^ok +valid/m)
  t.match(stdout, /^WRONG +unsigned .*It was taken\.\n +It accepts every sender who knows its URL/m)
  t.match(stdout, /^WRONG +forged .*It was taken\.\n +Every sender can send it callbacks/m)
  t.match(stdout, /^WRONG +stale .*\n +A person who sees one request/m)
  t.match(stdout, /^WRONG +oversize .*\n +Every sender can fill its memory/m)
  t.match(stdout, /^WRONG +foreign .*\n +It takes the callbacks of every app/m)
  t.match(stdout, '5 of 6 are wrong.')
})

t.test('doctor tells a wrong token from a wrong path', async (t) => {
  const { url } = await receiverFor(t)
  const otherToken = await examine(url, { ROOM_CALLBACKS_SDKAPPID: sdkAppId, ROOM_CALLBACKS_TOKEN: 'another' })
  t.strictSame(statesOf(otherToken), [
    'valid wrong',
    'unsigned unchecked',
    'forged unchecked',
    'stale unchecked',
    'oversize unchecked',
    'foreign right',
  ])
  t.match(otherToken.findings[0]?.hint, 'Compare the token option')

  const nothing = await serveFor(t, (request, response) => {
    request.resume().on('end', () => response.writeHead(404).end())
  })
  const elsewhere = await examine(nothing.url)
  t.strictSame(statesOf(elsewhere), [
    'valid wrong',
    'unsigned unchecked',
    'forged unchecked',
    'stale unchecked',
    'oversize unchecked',
    'foreign unchecked',
  ])
  t.match(elsewhere.findings[0]?.hint, 'Compare path, SDKAppID and token')
})

/** A receiver that looks at all but the signature. */
const careless: RequestListener = (request, response) => {
  const isForeign = !request.url?.includes(sdkAppId)
  const isLarge = Number(request.headers['content-length']) > 10_000
  request.resume().on('end', () => response.writeHead(isForeign ? 403 : isLarge ? 413 : 200).end(ok))
}

t.test('doctor never says that nothing is wrong with a receiver without authentication', async (t) => {
  const withoutToken = roomCallbacks(sdkAppId, { deadline: patience }).on('*', () => {})
  for (const listener of [careless, withoutToken as unknown as RequestListener]) {
    const { url } = await serveFor(t, listener)
    const diagnosis = await examine(url, { ROOM_CALLBACKS_SDKAPPID: sdkAppId })
    t.strictSame(statesOf(diagnosis), [
      'valid right',
      'unsigned wrong',
      'forged unchecked',
      'stale unchecked',
      'oversize right',
      'foreign right',
    ])
    t.equal(diagnosis.isSound, false)
    t.match(diagnosis.findings[1]?.hint, /enable authentication/)
    t.match(diagnosis.findings[2]?.hint, /ROOM_CALLBACKS_TOKEN/)
    for (const env of [account, { ROOM_CALLBACKS_SDKAPPID: sdkAppId }]) {
      const { code, stdout } = await runCli(['doctor', '--url', url], { env })
      t.equal(code, 1)
      t.notMatch(stdout, 'Nothing is wrong')
      t.match(stdout, /^\d of 6 are wrong\.$/m)
    }
  }
})

t.test('nor when a receiver looks at a signature only if there is one', async (t) => {
  const checked = roomCallbacks(sdkAppId, { token, deadline: patience })
  const unchecked = roomCallbacks(sdkAppId, { deadline: patience })
  const { url } = await serveFor(t, (request, response) =>
    (request.url?.includes('Sign=') ? checked : unchecked)(request, response),
  )
  t.strictSame(statesOf(await examine(url)), [
    'valid right',
    'unsigned wrong',
    'forged right',
    'stale right',
    'oversize right',
    'foreign right',
  ])
})

t.test('nor when that could not be checked', async (t) => {
  let requests = 0
  const { url } = await serveFor(t, (request, response) => {
    requests += 1
    request.resume().on('end', () => response.writeHead(requests === 1 ? 200 : 403).end(ok))
  })
  const { code, stdout } = await runCli(['doctor', '--url', url], { env: { ROOM_CALLBACKS_SDKAPPID: sdkAppId } })
  t.equal(code, 1)
  t.match(stdout, /\n2 of 6 could not be checked\.\n$/)
})

t.test('to hang up on a large body is to refuse it', async (t) => {
  const { url } = await serveFor(t, (request, response) => {
    if (Number(request.headers['content-length']) > 10_000) request.socket.destroy()
    else request.resume().on('end', () => response.end(ok))
  })
  const { findings } = await examine(url)
  t.match(findings[4], { probe: 'oversize', state: 'right', meaning: 'refused: it hung up' })
  const { stdout } = await runCli(['doctor', '--url', url], { env: account })
  t.match(stdout, /^ok +oversize +larger than any packet +refused: it hung up$/m)
})

t.test('to hang up is to refuse, and not to be there is not', async (t) => {
  let requests = 0
  const { url, close } = await serveFor(t, (request, response) => {
    requests += 1
    if (requests % 6 === 1) request.resume().on('end', () => response.end(ok))
    else request.socket.destroy()
  })
  const { findings, isSound } = await examine(url)
  t.equal(isSound, true)
  t.match(
    findings.map(({ meaning }) => meaning),
    ['taken', ...Array(5).fill('refused: it hung up')],
  )
  requests = 1
  t.match(
    (await runCli(['doctor', '--url', url], { env: account })).stderr,
    /^connection-lost: /,
    'the valid one counts',
  )
  await close()
  t.match((await runCli(['doctor', '--url', url], { env: account })).stderr, /^unreachable: /)
})

t.test('to keep silent is no refusal', async (t) => {
  const { url } = await serveFor(t, (request, response) => {
    if (request.url?.includes(sdkAppId)) request.resume().on('end', () => response.end(ok))
  })
  const argv = ['doctor', '--url', url, '--json', '--timeout', '3000']
  const { findings } = (await runCli(argv, { env: account })).json<Diagnosis>()
  t.match(findings[5], {
    probe: 'foreign',
    state: 'wrong',
    meaning: 'It is not answered in time.',
    hint: /hold connections open/,
  })
})

t.test('a receiver that is gone is not taken for one that refuses', async (t) => {
  const server = createServer((request, response) => {
    server.close()
    request.resume().on('end', () => response.writeHead(200, { connection: 'close' }).end(ok))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const { code, stderr } = await runCli(['doctor', '--url', `http://127.0.0.1:${port}`], { env: account })
  t.equal(code, 3)
  t.match(stderr, /^unreachable: .*ECONNREFUSED/)
})

t.test('the foreign app is another one, however large the number is', async (t) => {
  const own = '9007199254740992'
  const { url } = await serveFor(t, (request, response) => {
    const isOwn = request.url?.includes(`SdkAppid=${own}&`)
    request.resume().on('end', () => response.writeHead(isOwn ? 200 : 403).end(ok))
  })
  t.match((await examine(url, { ROOM_CALLBACKS_SDKAPPID: own })).findings[5], { probe: 'foreign', state: 'right' })
})

t.test('doctor needs a receiver to examine', async (t) => {
  const closed = await serveFor(t, () => {})
  await closed.close()
  const { code, stderr } = await runCli(['doctor', '--url', closed.url], { env: account })
  t.equal(code, 3)
  t.match(stderr, 'unreachable')
})

t.test('doctor sends the command it is told to, of any size', async (t) => {
  const { url, heard } = await receiverFor(t)
  const flags = ['--command', 'live.callbackbeforesendgift', '--size', '300000']
  t.equal((await runCli(['doctor', '--url', url, ...flags], { env: account })).code, 0)
  t.match(heard[0]?.event, { RoomId: 'room-callbacks-doctor', GiftWater: {} })
  const follow = await runCli(['doctor', '--url', url, '--command', 'Follow.CallbackAfterFollowAdd'], { env: account })
  t.equal(follow.code, 0, 'a command that names no room')
})

for (const command of ['doctor', 'simulate']) {
  t.test(`${command} leaves other machines alone unless it is allowed to`, async (t) => {
    const remote = [
      'http://192.0.2.1/',
      'http://localhost.example.com/',
      'http://127.0.0.1.example.com/',
      'https://example.com/',
      'http://[2001:db8::1]/',
      'http://10.0.0.1/',
    ]
    for (const url of remote) {
      const { code, stderr } = await runCli([command, '--url', url], { env: account })
      t.equal(code, 2)
      t.match(stderr, /^remote-target: .* is not this machine\.\n.*--allow-remote/)
    }
  })
}

t.test('every name of this machine is this machine', async (t) => {
  const { url } = await receiverFor(t)
  const { port } = new URL(url)
  t.equal((await runCli(['doctor', '--url', `http://127.1.2.3:${port}`], { env: account })).code, 3, 'it was tried')
  t.equal((await runCli(['doctor', '--url', `http://localhost:${port}`], { env: account })).code, 0)
  t.equal((await runCli(['doctor', '--url', `http://[::1]:${port}`], { env: account })).code, 3)
  t.equal((await runCli(['doctor', '--url', 'http://closed.localhost:1'], { env: account })).code, 3)
  // The label is too long for any name server to be asked.
  const noName = await runCli(['doctor', '--url', `http://${'x'.repeat(64)}.localhost:1`], { env: account })
  t.match([noName.code, noName.stderr], [3, /^unreachable: .* cannot be reached: E\w+\.\n/])
  const allowed = await runCli(['doctor', '--url', 'http://room-callbacks.invalid', '--allow-remote'], { env: account })
  t.equal(allowed.code, 3)
})
