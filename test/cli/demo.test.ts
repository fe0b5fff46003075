import t from 'tap'
import { Running, runCli } from './run-cli.ts'

const page = /http:\/\/127\.0\.0\.1:\d+\/room-callbacks\/\?secret=[\w-]{24}/

t.test('demo --once plays, shows what the handlers decided, and ends', async (t) => {
  // In production the inspector wants a secret: the demo has its own.
  const { code, stdout, stderr } = await runCli(['demo', '--once', '--pace', '0'], { env: { NODE_ENV: 'production' } })
  t.same([code, stderr], [0, ''])
  t.match(stdout, page)
  t.match(stdout, /dave sends a castle +blocked 102101 Not enough coins\n/)
  t.match(stdout, /carol swears +delivered: \*\*\*\n/)
  t.match(stdout, /the stranger sells something +refused 10101 No advertising\n/)
  t.match(stdout, /the stranger insists +dropped, its sender sees success\n/)
  t.match(stdout, /\n35 callbacks, 0 failed\.\n$/)
  t.same(
    stdout.split('\n').filter((line) => line.length > 80),
    [],
    'fits in 80 columns',
  )
})

t.test('demo --json writes one step a line', async (t) => {
  const { code, jsonLines, stderr } = await runCli(['demo', '--once', '--pace', '0', '--json'])
  t.equal(code, 0)
  const castle = { scenario: 'gifts', number: 5, text: 'dave sends a castle' }
  t.match(jsonLines()[16], { ...castle, seen: { kind: 'refused', text: 'blocked 102101 Not enough coins' } })
  t.match(stderr, page, 'what is no result goes to stderr')
})

t.test('demo stays up: the page opens, Enter plays again, Ctrl-C ends', async (t) => {
  const running = new Running(['demo', '--pace', '0'], { isTerminal: true })
  await running.until('stdout', /Enter plays again, Ctrl-C ends\./)
  t.match(running.stdout.text, 'npx @room-callbacks/cli create my-callbacks')
  const [address = ''] = page.exec(running.stdout.text) ?? []
  const signedIn = await fetch(address, { redirect: 'manual' })
  t.equal(signedIn.status, 303)
  const cookie = signedIn.headers.getSetCookie()[0] as string
  const inspected = await fetch(address.replace(/\?.*/, ''), { headers: { cookie } })
  t.match([inspected.status, inspected.headers.get('content-type')], [200, 'text/html'])
  const home = await fetch(new URL('/', address))
  t.same(
    [home.status, await home.text()],
    [404, 'Open the address of the inspector, as the terminal shows it: it holds a secret.\n'],
  )
  running.stdin.write('\n')
  await running.until('stdout', /\n70 callbacks, 0 failed\./)
  t.equal((await running.interrupt()).code, 0)
})

t.test('Ctrl-C in the middle of a scenario ends, too', async (t) => {
  const running = new Running(['demo', '--pace', '60000'])
  await running.until('stdout', /alice opens a meeting/)
  t.same(await running.interrupt().then(({ code, stderr }) => [code, stderr]), [0, ''])
  const waiting = new Running(['demo', '--pace', '0'])
  await waiting.until('stdout', /\nCtrl-C ends\.\n/)
  t.equal((await waiting.interrupt()).code, 0, 'nor does it need a terminal')
})

t.test('a port that is taken is named', async (t) => {
  const running = new Running(['demo', '--pace', '60000'])
  const [, port = ''] = await running.until('stdout', /127\.0\.0\.1:(\d+)/)
  const { code, stderr } = await runCli(['demo', '--port', port])
  t.equal(code, 2)
  t.match(stderr, /^port-unavailable: /)
  await running.interrupt()
})
