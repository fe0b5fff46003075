import { readFileSync } from 'node:fs'
import { exitCodes } from '@room-callbacks/cli'
import { commands } from '@room-callbacks/core'
import t, { type Test } from 'tap'
import { runCli } from './run-cli.ts'
import { account, receiverFor, sdkAppId, serveFor, token } from './servers.ts'

const created = 'Room.CallbackAfterCreateRoom'
const secret = 'do-not-show-me'

t.test('a flag comes before the environment, which comes before the file', async (t) => {
  const { url, heard } = await receiverFor(t)
  const file = { sdkAppId: 1, url: 'http://127.0.0.1:1', token }
  const cwd = t.testdir({ 'room-callbacks.config.json': JSON.stringify(file), below: {} })
  const env = { ROOM_CALLBACKS_SDKAPPID: '2', ROOM_CALLBACKS_URL: url }
  const { code } = await runCli(['send', created, '--app-id', sdkAppId], { cwd: `${cwd}/below`, env })
  t.equal(code, 0)
  t.equal(heard.length, 1, 'app from the flag, URL from the environment, token from the file above')
})

t.test('every name of the config file is found, and --config names one', async (t) => {
  const { url } = await receiverFor(t)
  const content = JSON.stringify({ sdkAppId, url, token })
  for (const name of ['room-callbacks.config.json', '.room-callbacksrc', '.room-callbacksrc.json']) {
    t.equal((await runCli(['send', created], { cwd: t.testdir({ [name]: content }) })).code, 0, name)
  }
  const cwd = t.testdir({ 'other.json': `\ufeff${content}` })
  t.equal((await runCli(['send', created, '--config', 'other.json'], { cwd })).code, 0)
})

/** A stranger's server, and what it was asked. */
async function strangerFor(t: Test) {
  const asked: string[] = []
  const { url } = await serveFor(t, (request, response) => {
    asked.push(request.url as string)
    request
      .resume()
      .on('end', () => response.end('{"ActionStatus":"OK","ErrorCode":0,"Token":"","IsTokenEnable":false}'))
  })
  return { url, asked }
}

const secretKey = 'ab'.repeat(32)

t.test('a config file that was merely found does not say where a secret goes', async (t) => {
  const { url, asked } = await strangerFor(t)
  const administrator = { ROOM_CALLBACKS_SDKAPPID: sdkAppId, ROOM_CALLBACKS_SECRET_KEY: secretKey }
  const both = { ...administrator, ROOM_CALLBACKS_TOKEN: token }
  const theirs = { sdkAppId: 1400000001, secretKey: 'cd'.repeat(32) }
  const cases: [found: object, env: Record<string, string>, argv: string[], setting: string][] = [
    [{ apiUrl: url }, administrator, ['config', 'get', 'live'], 'apiUrl'],
    [{ apiUrl: url }, administrator, ['config', 'delete', 'live', '--yes'], 'apiUrl'],
    [{ apiUrl: url, ...theirs }, {}, ['config', 'get', 'live'], 'apiUrl'],
    [{ url, sdkAppId }, { ROOM_CALLBACKS_TOKEN: token }, ['send', created], 'url'],
    [{ url, token: 'theirs' }, account, ['doctor'], 'url'],
    [{ url }, both, ['simulate', '--rooms', '1', '--duration', '1'], 'url'],
    [{ url }, both, ['replay', 'packets.jsonl'], 'url'],
    [{ url }, administrator, ['config', 'set', 'live', '--all', '--yes'], 'url'],
    [{ url }, administrator, ['config', 'ensure', '--all', '--yes'], 'url'],
    [{ token: 'theirs' }, administrator, ['config', 'ensure', '--url', url, '--all', '--sign', '--yes'], 'token'],
    [theirs, { ROOM_CALLBACKS_TOKEN: token }, ['config', 'token', 'set', '--yes'], 'secretKey'],
  ]
  for (const [found, env, argv, setting] of cases) {
    for (const name of ['room-callbacks.config.json', '.room-callbacksrc', '.room-callbacksrc.json']) {
      const above = t.testdir({ [name]: JSON.stringify(found), my: { project: { 'packets.jsonl': '' } } })
      for (const cwd of [above, `${above}/my/project`]) {
        const { code, stderr } = await runCli(argv, { cwd, env })
        t.match(
          stderr,
          `found-config: The setting ${setting} stands in ${above}/${name}, which was found`,
          argv.join(' '),
        )
        t.match(stderr, '--config or ROOM_CALLBACKS_CONFIG')
        t.equal(code, 2)
      }
    }
  }
  t.same(asked, [])
})

t.test('a config file that is named does, and so do flags and variables beside one that was found', async (t) => {
  const { url, asked } = await strangerFor(t)
  const env = { ROOM_CALLBACKS_SDKAPPID: sdkAppId, ROOM_CALLBACKS_SECRET_KEY: secretKey }
  const cwd = t.testdir({ 'room-callbacks.config.json': JSON.stringify({ apiUrl: url, identifier: 'found', token }) })
  const get = ['config', 'get', 'live']
  const named = { ...env, ROOM_CALLBACKS_CONFIG: 'room-callbacks.config.json' }
  t.equal((await runCli([...get, '--config', 'room-callbacks.config.json'], { cwd, env })).code, 0)
  t.equal((await runCli(get, { cwd, env: named })).code, 0)
  t.equal((await runCli(get, { cwd: t.testdirName, env: { ...named, ROOM_CALLBACKS_CONFIG: `${cwd}/none` } })).code, 2)
  t.equal(asked.length, 2)
  t.equal((await runCli([...get, '--api-url', url], { cwd, env })).code, 0)
  t.equal((await runCli(get, { cwd, env: { ...env, ROOM_CALLBACKS_API_URL: url } })).code, 0)
  t.equal(asked.length, 4)
  for (const path of asked) t.match(path, 'identifier=found', 'what is harmless counts wherever it stands')
})

t.test('no proxy of the environment gets a signature', async (t) => {
  const platform = await strangerFor(t)
  const proxy = await strangerFor(t)
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'].flatMap((name) => [
    name,
    name.toLowerCase(),
  ])
  const before = names.map((name) => process.env[name])
  t.teardown(() => {
    for (const [index, name] of names.entries()) {
      if (before[index] === undefined) delete process.env[name]
      else process.env[name] = before[index]
    }
  })
  for (const name of names) process.env[name] = name.toUpperCase() === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url
  const env = { ...account, ROOM_CALLBACKS_SECRET_KEY: secretKey }
  t.equal((await runCli(['config', 'get', 'live', '--api-url', platform.url], { env })).code, 0)
  t.equal((await runCli(['send', created, '--url', platform.url], { env })).code, 0)
  t.equal(platform.asked.length, 2)
  t.same(proxy.asked, [])
})

t.test('no redirection is followed with a signature', async (t) => {
  const stranger = await strangerFor(t)
  for (const status of [301, 302, 303, 307, 308]) {
    const { url } = await serveFor(t, (request, response) => {
      response.writeHead(status, { location: `${stranger.url}${request.url}` }).end()
    })
    const env = { ...account, ROOM_CALLBACKS_SECRET_KEY: secretKey }
    const call = await runCli(['config', 'get', 'live', '--api-url', url], { env })
    t.match(call.stderr, `It is ${status}.`)
    t.equal((await runCli(['send', created, '--url', url], { env })).code, 1)
  }
  t.same(stranger.asked, [])
})

t.test('a variable that is set to nothing is not set', async (t) => {
  const { stderr } = await runCli(['send', created, '--app-id', sdkAppId], { env: { ROOM_CALLBACKS_URL: '' } })
  t.match(stderr, /^missing-setting: A setting is missing: url\. The callback URL\.\n/)
  t.match(stderr, 'Give --url, or set ROOM_CALLBACKS_URL, or write "url" into room-callbacks.config.json.')
  const env = { ...account, ROOM_CALLBACKS_URL: 'http://127.0.0.1:1' }
  const flag = await runCli(['send', created, '--url', ''], { env })
  t.match([flag.code, flag.stderr], [2, /^invalid-setting: The setting url /], 'a flag that is given counts')
})

t.test('all settings that are missing are named at once', async (t) => {
  const sent = await runCli(['send', created])
  t.equal(sent.code, 2)
  t.equal(
    sent.stderr,
    'missing-setting: Settings are missing: url, sdkAppId.\nurl: --url or ROOM_CALLBACKS_URL; sdkAppId: --app-id or ' +
      'ROOM_CALLBACKS_SDKAPPID. Or write them into room-callbacks.config.json.\n',
  )
  for (const [argv, names] of [
    [['simulate'], 'url, sdkAppId'],
    [['doctor'], 'url, sdkAppId'],
    [['config', 'get'], 'sdkAppId, secretKey'],
    [['config', 'set', 'live', '--command', created], 'url, sdkAppId, secretKey'],
    [['config', 'ensure', '--command', created, '--sign'], 'url, sdkAppId, secretKey, token'],
  ] as const) {
    t.match((await runCli(argv)).stderr, `Settings are missing: ${names}.`, argv.join(' '))
  }
})

t.test('a URL without http:// is taken for a slip', async (t) => {
  for (const [url, hint] of [
    ['localhost:3000', 'Did you mean http://localhost:3000?'],
    ['127.0.0.1:3000/tencent', 'Did you mean http://127.0.0.1:3000/tencent?'],
    ['example.com/tencent', 'Did you mean https://example.com/tencent?'],
    [`me:${secret}@example.com`, 'See https://github.com/room-callbacks/room-callbacks/blob/main/docs/cli.md#settings'],
    ['ftp://localhost', 'See https://github.com/room-callbacks/room-callbacks/blob/main/docs/cli.md#settings'],
  ] as const) {
    const { code, stderr } = await runCli(['send', created, '--url', url, '--app-id', sdkAppId])
    t.match([code, stderr], [2, `invalid-setting: The setting url is not an http or https URL.\n${hint}`])
    t.notMatch(stderr, secret)
  }
})

t.test('a config file that is not right is refused, without what it holds', async (t) => {
  const contents: [content: string, message: RegExp][] = [
    [`{"token": "${secret}`, /is not JSON\./],
    [`["${secret}"]`, /is not a JSON object\./],
    [`{"tokn": "${secret}"}`, /has an unknown setting: "tokn"\.\nDid you mean "token"\? It knows sdkAppId, url, token/],
    [`{"token": ["${secret}"]}`, /token is neither text nor a number\./],
  ]
  for (const [content, message] of contents) {
    for (const argv of [
      ['send', created],
      ['send', created, '--config', 'room-callbacks.config.json'],
    ]) {
      const { code, stdout, stderr } = await runCli(argv, { cwd: t.testdir({ 'room-callbacks.config.json': content }) })
      t.equal(code, 2)
      t.match(stderr, /^invalid-config: /)
      t.match(stderr, message)
      t.notMatch(stdout + stderr, secret)
    }
  }
  t.match(
    (await runCli(['list', '--config', 'none.json'])).stderr,
    /^invalid-config: .*none\.json cannot be read: ENOENT\./,
  )
  const empty = t.testdir({ 'empty.json': '' })
  t.match((await runCli(['list', '--config', 'empty.json'], { cwd: empty })).stderr, 'is not a JSON object')
  const folder = await runCli(['list'], { cwd: t.testdir({ 'room-callbacks.config.json': {} }) })
  t.equal(folder.code, 2)
  t.match(folder.stderr, /^invalid-config: The config file of .* cannot be read: EISDIR\.\nCheck its path/)
})

t.test('a setting that is not of its form is refused, without its value', async (t) => {
  const wrong: [variable: string, value: string, name: string][] = [
    ['ROOM_CALLBACKS_SDKAPPID', 'abc', 'sdkAppId is not a number'],
    ['ROOM_CALLBACKS_TOKEN', secret.repeat(10), 'token is not 1 to 128 characters'],
    ['ROOM_CALLBACKS_URL', 'ftp://example.com', 'url is not an http or https URL'],
    ['ROOM_CALLBACKS_SECRET_KEY', `${secret} `, 'secretKey is not text without blanks'],
  ]
  for (const [variable, value, message] of wrong) {
    const { code, stderr } = await runCli(['list'], { env: { [variable]: value } })
    t.equal(code, 2)
    t.match(stderr, `invalid-setting: The setting ${message}.`)
    t.notMatch(stderr, value)
  }
  for (const token of ['xxxxyyyy\n', 'xxxx yyyy', '\ufeffxxxxyyyy']) {
    const told = /^invalid-setting: The setting token: it holds a character that cannot be seen, U\+/
    t.match((await runCli(['list'], { env: { ROOM_CALLBACKS_TOKEN: token } })).stderr, told)
    const cwd = t.testdir({ 'room-callbacks.config.json': JSON.stringify({ token }) })
    t.match((await runCli(['list'], { cwd })).stderr, told)
  }
  for (const url of [
    'http://localhost/?a=1',
    'http://localhost/#a',
    'http://me@localhost/',
    'http://:pw@localhost/',
    'http://local host',
  ]) {
    const { code, stderr } = await runCli(['send', created, '--url', url], { env: account })
    t.equal(code, 2)
    t.match(stderr, 'invalid-setting: url is not a URL that callbacks can be sent to.')
  }
})

t.test('a setting that the client does not take is told by its name in a shell', async (t) => {
  const env = { ...account, ROOM_CALLBACKS_SECRET_KEY: 'a'.repeat(64) }
  const wrong: [change: Record<string, string>, message: RegExp][] = [
    [{ ROOM_CALLBACKS_API_URL: 'http://example.com' }, /setting apiUrl is not right\.\nExpected string\. .*loopback/],
    [{ ROOM_CALLBACKS_REGION: 'atlantis' }, /setting region is not right\.\nExpected 'china' \| 'singapore'/],
    [{ ROOM_CALLBACKS_SECRET_KEY: secret }, /setting secretKey is not right\.\n.*64 hexadecimal/],
  ]
  for (const [change, message] of wrong) {
    const { code, stderr } = await runCli(['config', 'get'], { env: { ...env, ...change } })
    t.equal(code, 2)
    t.match(stderr, /^invalid-setting: /)
    t.match(stderr, message)
    t.notMatch(stderr, secret)
  }
})

t.test('secrets are no arguments, and are not repeated', async (t) => {
  for (const flag of ['--token', '--secret-key', '--secretKey', '--usersig', '--no-token']) {
    for (const argv of [[flag, secret], [`${flag}=${secret}`]]) {
      const { code, stdout, stderr } = await runCli(['send', created, ...argv])
      t.equal(code, 2)
      t.match(stderr, /^secret-in-arguments: There is no --/)
      t.notMatch(stdout + stderr, secret)
    }
  }
})

t.test('a secret that is taken for an argument is not repeated', async (t) => {
  for (const argv of [
    ['token', 'set', secret],
    ['token', secret],
    ['token', 'set', '--region', 'tokyo', secret],
    ['ensure', '--all', '--sign', secret],
    ['get', `${secret}${'0a'.repeat(32)}`],
  ]) {
    const { code, stdout, stderr } = await runCli(['config', ...argv])
    t.equal(code, 2)
    t.match(stderr, /^secret-in-arguments: A secret is no argument: secrets come from ROOM_CALLBACKS_TOKEN/)
    t.notMatch(stdout + stderr, secret)
  }
  t.match((await runCli(['config', 'token', 'set', '--regon', 'tokyo'])).stderr, 'Unknown argument: regon')
  t.match((await runCli(['show', 'token', 'set'])).stderr, 'Unknown argument: set')
})

t.test('a wrong command line gets one line and a hint', async (t) => {
  const wrong: [argv: string[], message: string][] = [
    [[], 'Which command?'],
    [['snd'], 'Did you mean send?'],
    [['list', '--phse', 'before'], 'Unknown argument: phse. Did you mean "--phase"?'],
    [['send', created, '--App-Id', '5'], 'Unknown arguments: App-Id, AppId. Did you mean "--app-id"?'],
    [['list', 'extra'], 'Unknown argument: extra'],
    [['list', '--phase', 'during'], 'Invalid values:'],
    [['list', '--phase'], 'Not enough arguments following: phase'],
    [['show'], 'Not enough non-option arguments: got 0, need at least 1'],
    [['config'], 'Which action?'],
    [['forward'], 'Missing required argument: to'],
    [['send', created, '--url', 'a', '--url', 'b'], '--url was given more than once.'],
    [['send', created, '--repeat', 'x'], '--repeat is not a whole number, 1 to 100000.'],
    [['send', created, '--repeat', '0'], '--repeat is not a whole number, 1 to 100000.'],
    [['listen', '--port', '65536'], '--port is not a whole number, 0 to 65535.'],
    [['simulate', '--rate', '1.5'], '--rate is not a whole number, 1 to 100000.'],
  ]
  for (const [argv, message] of wrong) {
    const { code, stdout, stderr } = await runCli(argv)
    t.equal(code, exitCodes.usage.code, argv.join(' '))
    t.equal(stdout, '')
    t.match(stderr, `invalid-arguments: ${message}`)
    t.equal(stderr.trimEnd().split('\n').length, 2, stderr)
    const { error } = (await runCli([...argv, '--json'])).json<{ error: { code: string; hint: string } }>()
    t.equal(error.code, 'invalid-arguments')
    t.not(error.hint, '')
    t.match((await runCli([...argv, '--json=true'])).json(), { error })
  }
})

t.test('help fits the terminal and has examples', async (t) => {
  const { code, stdout } = await runCli(['send', '--help'], { columns: 80 })
  t.equal(code, 0)
  t.match(stdout, 'room-callbacks send <command>')
  t.match(stdout, 'Otherwise ROOM_CALLBACKS_URL')
  t.match(stdout, 'ten rooms, each told twice')
  t.ok(stdout.split('\n').every((line) => line.length <= 80))
  t.match((await runCli(['config', 'ensure', '--help'], { columns: 0 })).stdout, 'in a deployment')
})

t.test('the version is that of the package', async (t) => {
  const { version } = JSON.parse(readFileSync('packages/cli/package.json', 'utf8'))
  t.equal((await runCli(['--version'])).stdout, `${version}\n`)
})

t.test('the shell completes commands, words and flags', async (t) => {
  t.match((await runCli(['completion'])).stdout, '--get-yargs-completions')
  const complete = async (...words: string[]): Promise<string[]> =>
    (await runCli(['--get-yargs-completions', 'room-callbacks', ...words])).stdout.trimEnd().split('\n')
  t.match((await complete('')).join(' '), /list.* show.* send.* config/)
  t.match((await complete('send', 'Live.CallbackBefore')).join(' '), 'Live.CallbackBeforeSendGift')
  t.equal((await complete('show', '')).length, commands.length)
  t.match((await complete('send', '--')).join(' '), '--bad-sign')
  t.match((await complete('config', '')).join(' '), 'ensure')
})

t.test('a fault of the program itself is one line, too', async (t) => {
  const { code, stderr } = await runCli(['list'], { cwd: 5 as unknown as string })
  t.equal(code, 70)
  t.match(stderr, /^internal: .*\nThis is a fault of room-callbacks/)
  t.equal(stderr.trimEnd().split('\n').length, 2)
})
