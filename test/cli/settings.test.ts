import { readFileSync } from 'node:fs'
import { exitCodes } from '@room-callbacks/cli'
import t from 'tap'
import { runCli } from './run-cli.ts'
import { account, receiverFor, sdkAppId, token } from './servers.ts'

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

t.test('a variable that is set to nothing is not set', async (t) => {
  const { stderr } = await runCli(['send', created], { env: { ROOM_CALLBACKS_URL: '' } })
  t.match(stderr, /^missing-setting: A setting is missing: url\. The callback URL\.\n/)
  t.match(stderr, 'Give --url, or set ROOM_CALLBACKS_URL, or write "url" into room-callbacks.config.json.')
  const env = { ...account, ROOM_CALLBACKS_URL: 'http://127.0.0.1:1' }
  const flag = await runCli(['send', created, '--url', ''], { env })
  t.match([flag.code, flag.stderr], [2, /^invalid-setting: The setting url /], 'a flag that is given counts')
})

t.test('a config file that is not right is refused, without what it holds', async (t) => {
  const contents: [content: string, message: RegExp][] = [
    [`{"token": "${secret}`, /is not JSON\./],
    [`["${secret}"]`, /is not a JSON object\./],
    [`{"tokn": "${secret}"}`, /has an unknown setting: "tokn"\.\nIt knows sdkAppId, url, token/],
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
    [['list', '--phse', 'before'], 'Unknown argument: phse'],
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
  t.equal((await complete('show', '')).length, 24)
  t.match((await complete('send', '--')).join(' '), '--bad-sign')
  t.match((await complete('config', '')).join(' '), 'ensure')
})

t.test('a fault of the program itself is one line, too', async (t) => {
  const { code, stderr } = await runCli(['list'], { cwd: 5 as unknown as string })
  t.equal(code, 70)
  t.match(stderr, /^internal: .*\nThis is a fault of room-callbacks/)
  t.equal(stderr.trimEnd().split('\n').length, 2)
})
