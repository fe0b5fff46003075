import t, { type Test } from 'tap'
import { startPlatform } from '../unhurried.ts'
import { Running, runCli } from './run-cli.ts'
import { serveFor, token } from './servers.ts'

const target = 'https://example.com/tencent'
const created = 'Live.CallbackAfterCreateRoom'
const entered = 'Room.CallbackAfterMemberEnter'
const listing = ['--url', target, '--command', created, '--command', entered]

/** A platform, and what a run needs to configure it. */
async function platformFor(t: Test) {
  const platform = await startPlatform()
  t.teardown(() => platform.close())
  const env = {
    ROOM_CALLBACKS_SDKAPPID: String(platform.sdkAppId),
    ROOM_CALLBACKS_SECRET_KEY: platform.secretKey,
    ROOM_CALLBACKS_API_URL: platform.url,
    ROOM_CALLBACKS_TOKEN: token,
  }
  const config = (...argv: string[]): ReturnType<typeof runCli> => runCli(['config', ...argv], { env })
  return { platform, env, config }
}

t.test('config shows what is configured', async (t) => {
  const { config } = await platformFor(t)
  t.equal(
    (await config('get')).stdout,
    'conference  nothing is configured\nlive  nothing is configured\ncall  nothing is configured\n',
  )
  await config('ensure', ...listing, '--yes')
  t.match((await config('get', 'live')).stdout, `live  ${target}\n  ${created}\n`)
  t.match((await config('get', '--json')).jsonLines(), [
    { product: 'conference', configuration: { Url: target, CallbackCommandList: [entered] } },
    { product: 'live', configuration: { Url: target, CallbackCommandList: [created] } },
    { product: 'call', configuration: null },
  ])
})

t.test('ensure shows what changes, changes it once, and leaves the rest', async (t) => {
  const { platform, config } = await platformFor(t)
  const dry = await config('ensure', ...listing, '--dry-run')
  t.equal(dry.code, 0)
  t.equal(dry.stdout, `live\n+ ${target}\n+ ${created}\nconference\n+ ${target}\n+ ${entered}\n`)
  t.equal(dry.stderr, 'Dry run: nothing was changed.\n')
  t.match((await config('get', 'live', '--json')).json(), { configuration: null })

  t.match((await config('ensure', ...listing, '--yes')).stdout, /\nIt is configured\.\n$/)
  const again = await config('ensure', ...listing, '--sign', '--yes', '--json')
  t.match(again.json(), {
    isChanged: true,
    products: [{ change: 'unchanged' }, { change: 'unchanged' }],
    token: { change: 'create' },
  })
  t.match(again.stderr, 'live token\n+ one, and signing')
  t.notMatch(again.stdout + again.stderr, token)
  const settled = await config('ensure', ...listing, '--sign', '--json')
  t.match(settled.json(), { dryRun: false, isChanged: false }, 'it is not asked about what is there')
  t.equal((await config('ensure', ...listing)).stdout, 'Everything is configured already.\n')
  t.ok(platform.configurations)
})

t.test('ensure tells another token, and what only the console can switch on', async (t) => {
  const { platform, config } = await platformFor(t)
  platform.configure({ url: target, token: 'another' })
  const { stdout } = await config('ensure', '--url', target, '--all', '--sign', '--yes')
  t.match(stdout, 'live token\n+ another one')
  t.match(stdout, /To be switched on in the console \(74157\): .*Group\.CallbackBeforeSendMsg/)
})

t.test('set replaces the configuration of one product', async (t) => {
  const { config } = await platformFor(t)
  t.match((await config('set', 'live', '--url', target, '--all', '--yes')).stdout, /\nlive is configured\.\n$/)
  const { stdout, stderr } = await config('set', 'live', '--url', `${target}/2`, '--command', created, '--dry-run')
  t.match(stdout, `live\n- ${target}\n- Live.CallbackAfterChangeOwner\n`)
  t.match(stdout, `+ ${target}/2\n  ${created}\n`)
  t.match(stderr, 'Dry run')
  const replaced = await config('set', 'live', '--url', `${target}/2`, '--command', created, '--yes', '--json')
  t.match(replaced.json(), { product: 'live', isChanged: true, before: { Url: target }, after: { Url: `${target}/2` } })
  const same = ['set', 'live', '--url', `${target}/2`, '--command', created]
  t.equal((await config(...same)).stdout, 'live is configured like this already.\n')
  const call = ['set', 'call', '--url', target, '--command', 'Call.CallbackAfterStartCall', '--yes']
  t.equal((await config(...call)).code, 0)
  t.equal((await config(...call, '--command', 'Call.CallbackAfterEndCall')).code, 0, 'Call overwrites')
  t.match((await config('get', 'call', '--json')).json(), { configuration: { Url: target } })
})

t.test('delete removes what is there', async (t) => {
  const { config } = await platformFor(t)
  t.equal((await config('delete', 'live')).stdout, 'live: nothing is configured.\n')
  await config('ensure', ...listing, '--yes')
  t.match((await config('delete', 'live', '--dry-run', '--json')).json(), { isChanged: false, after: null })
  t.equal((await config('delete', 'live', '--dry-run')).stdout, `live\n- ${target}\n- ${created}\n`)
  t.equal(
    (await config('delete', 'live', '--yes')).stdout,
    `live\n- ${target}\n- ${created}\nlive is no longer configured.\n`,
  )
  t.match((await config('get', 'live', '--json')).json(), { configuration: null })
})

t.test('the token is set, told apart and removed, and never shown', async (t) => {
  const { platform, env, config } = await platformFor(t)
  const told: string[] = []
  const ask = async (...argv: string[]): Promise<string> => {
    const { stdout, stderr } = await config('token', ...argv)
    told.push(stdout, stderr)
    return stdout
  }
  t.equal(await ask(), 'There is no token: Live callbacks are not signed.\n')
  t.equal(await ask('delete'), 'There is no token.\n')
  t.match(await ask('set', '--dry-run', '--json'), '"isChanged":false')
  t.equal(await ask('set', '--dry-run'), 'There is no token: Live callbacks are not signed.\n')
  t.match(await ask('set', '--no-enable', '--yes'), /\nThe token is set\.\n$/)
  t.equal(await ask('get'), 'There is a token, but nothing is signed with it. It is that of the settings.\n')
  await ask('set', '--yes')
  const stranger = await runCli(['config', 'token'], { env: { ...env, ROOM_CALLBACKS_TOKEN: 'another' } })
  t.equal(stranger.stdout, 'There is a token, and Live callbacks are signed with it. It is not that of the settings.\n')
  t.match(JSON.parse(await ask('--json')), { isSet: true, isEnabled: true, isThatOfTheSettings: true })
  await ask('delete', '--dry-run')
  t.equal(await ask('delete', '--yes'), 'The token is removed.\n')
  for (const text of [...told, stranger.stdout]) {
    t.notOk(text.includes(token))
    t.notOk(text.includes(platform.secretKey))
  }
})

t.test('addresses lists what the platform calls from', async (t) => {
  const { config } = await platformFor(t)
  const list = (await config('addresses', '--nettype', '6', '--json')).json<string[]>()
  t.ok(list.length > 0)
  t.equal((await config('addresses', '--nettype', '6')).stdout, `${list.join('\n')}\n`)
})

t.test('nothing is changed without a terminal to ask at', async (t) => {
  const { config } = await platformFor(t)
  const { code, stderr } = await config('ensure', ...listing)
  t.equal(code, 5)
  t.equal(
    stderr,
    'not-confirmed: There is no terminal to ask at.\nNothing was changed. Confirm with --yes, or look with --dry-run.\n',
  )
  t.match((await config('get', 'live', '--json')).json(), { configuration: null })
})

for (const { key, code, becomes } of [
  { key: 'y', code: 0, becomes: { Url: target } },
  { key: 'n', code: 5, becomes: null },
  { key: '\u001b', code: 5, becomes: null },
]) {
  t.test(`at a terminal ${JSON.stringify(key)} ends with ${code}`, async (t) => {
    const { config, env } = await platformFor(t)
    const running = new Running(['config', 'ensure', ...listing], { env, isTerminal: true })
    await running.until('stderr', /Change the configuration\?/)
    running.stdin.write(key)
    t.equal((await running.ended).code, code)
    t.match((await config('get', 'live', '--json')).json(), { configuration: becomes })
  })
}

for (const argv of [
  ['ensure', ...listing],
  ['set', 'live', '--url', target, '--command', created],
  ['delete', 'live'],
]) {
  t.test(`${argv[0]} does not overwrite what another process configures before the user says yes`, async (t) => {
    const { env, config, platform } = await platformFor(t)
    await config('set', 'live', '--url', `${target}/old`, '--command', created, '--yes')
    const running = new Running(['config', ...argv], { env, isTerminal: true })
    await running.until('stderr', /\?/)
    platform.configure({ url: `${target}/theirs` })
    running.stdin.write('y')
    const { code, stderr } = await running.ended
    t.equal(code, 5)
    t.match(stderr, 'What was shown has changed since then.')
    t.match((await config('get', 'live', '--json')).json(), { configuration: { Url: `${target}/theirs` } })
  })
}

t.test('Ctrl-C at a question changes nothing', async (t) => {
  const { env } = await platformFor(t)
  const running = new Running(['config', 'ensure', ...listing], { env, isTerminal: true })
  await running.until('stderr', /Change the configuration\?/)
  t.equal((await running.interrupt()).code, 130)
})

t.test('what the platform refuses is told with its code, and without a secret', async (t) => {
  const { platform, env, config } = await platformFor(t)
  platform.failNext({ api: 'live_config/get_callback', code: 100002 })
  const refused = await config('get', 'live')
  t.equal(refused.code, 4)
  t.match(refused.stderr, /^platform-refused: v4\/live_config\/get_callback: .*code 100002, RequestId /)
  t.equal(refused.stderr.trimEnd().split('\n').length, 2)
  platform.failNext({ api: 'live_config/get_callback_token', code: 100002 })
  t.equal((await config('token')).code, 4)

  const wrongKey = await runCli(['config', 'get'], { env: { ...env, ROOM_CALLBACKS_SECRET_KEY: 'a'.repeat(64) } })
  t.equal(wrongKey.code, 4)
  t.notMatch(wrongKey.stderr, 'a'.repeat(64))
  const unknown = await runCli(['config', 'get', '--identifier', 'stranger'], { env })
  t.equal(unknown.code, 4)
})

t.test('a refusal is one line, also when the platform writes several', async (t) => {
  const answer = { ActionStatus: 'FAIL', ErrorInfo: 'one\r\ntwo', ErrorCode: 100002, RequestId: 'Id-7' }
  const { url } = await serveFor(t, (_, response) => response.end(JSON.stringify(answer)))
  const { env } = await platformFor(t)
  const { stderr } = await runCli(['config', 'get'], { env: { ...env, ROOM_CALLBACKS_API_URL: url } })
  t.match(stderr, /^platform-refused: .* one two \(code 100002, RequestId Id-7\)\n.+\n$/)
})

t.test('what is wrong before anything is sent is a matter of the command line', async (t) => {
  const { config, env } = await platformFor(t)
  const wrong: string[][] = [
    ['get', '--region', 'atlantis'],
    ['ensure', '--url', target],
    ['set', 'call', '--url', target],
    ['set', 'live', '--url', target, '--command', entered],
    ['set', 'live', '--url', target, '--command', created, '--command', 'Group.CallbackBeforeSendMsg'],
    ['ensure', '--url', target, '--command', 'Live.Nonsense'],
    ['ensure', '--command', created],
    ['get', 'group'],
    ['token', 'show'],
  ]
  for (const argv of wrong) t.equal((await config(...argv)).code, 2, argv.join(' '))
  t.match((await config('set', 'call', '--url', target)).stderr, 'No command is named')
  const { ROOM_CALLBACKS_SECRET_KEY: _, ...withoutKey } = env
  const { code, stderr } = await runCli(['config', 'get'], { env: withoutKey })
  t.equal(code, 2)
  t.match(stderr, 'Set ROOM_CALLBACKS_SECRET_KEY, or write "secretKey" into room-callbacks.config.json.')
})

t.test('a platform that is not there is unreachable', async (t) => {
  const { platform, config } = await platformFor(t)
  await platform.close()
  const { code, stderr } = await config('addresses')
  t.equal(code, 3)
  t.match(stderr, /^unreachable: /)
})
