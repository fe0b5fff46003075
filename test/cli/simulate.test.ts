import t from 'tap'
import { Running, runCli } from './run-cli.ts'
import { account, receiverFor, serveFor } from './servers.ts'

interface Figures {
  readonly planned: number
  readonly sent: number
  readonly answered: number
  readonly failed: number
  readonly outcomes: Record<string, number>
  readonly commands: Record<string, number>
}

const size = ['--rooms', '3', '--rate', '40', '--duration', '1']

t.test('simulate plays the same rooms for the same seed, and tells the figures', async (t) => {
  const commands = []
  for (const seed of ['7', '7', '8']) {
    const { url } = await receiverFor(t)
    const { code, json } = await runCli(['simulate', '--url', url, ...size, '--seed', seed, '--json'], { env: account })
    t.equal(code, 0)
    const figures = json<Figures>()
    t.match(figures, { planned: 40, sent: 40, answered: 40, failed: 0 })
    commands.push(figures.commands)
  }
  t.strictSame(commands[0], commands[1])
  t.notSame(commands[0], commands[2])
})

t.test('simulate shows how far it is, and closes with a table', async (t) => {
  const { url } = await receiverFor(t)
  const { code, stdout, stderr } = await runCli(['simulate', '--url', url, ...size], { env: account, isTerminal: true })
  t.equal(code, 0)
  t.match(stderr, /\r\d s {2}\d+ of 40 sent {2}0 failed {2}p99 \d+\.\d ms/)
  t.ok(stderr.endsWith(' \r'), 'the line is gone in the end')
  t.match(stdout, '40 callbacks in ')
  t.match(stdout, /^Latency$/m)
  t.match(stdout, /^ {2}p99 +\d+\.\d ms$/m)
})

t.test('simulate tells refused from unreachable', async (t) => {
  const { url } = await receiverFor(t)
  const refused = await runCli(['simulate', '--url', url, ...size], {
    env: { ...account, ROOM_CALLBACKS_TOKEN: 'another' },
  })
  t.equal(refused.code, 1)
  t.match(refused.stdout, /^Failed +40$/m)
  t.match(refused.stdout, /^ {2}401 .* 40$/m)
  const closed = await serveFor(t, () => {})
  await closed.close()
  const unreachable = await runCli(['simulate', '--url', closed.url, ...size], { env: account })
  t.equal(unreachable.code, 3)
})

t.test('what the load generator refuses is a matter of the command line', async (t) => {
  const argv = ['simulate', '--url', 'http://127.0.0.1:1', '--app-id', '9999999999999999']
  const { code, stderr } = await runCli(argv, { env: account })
  t.equal(code, 2)
  t.match(stderr, /^invalid-option: .* sdkAppId: expected .*\n/)
})

t.test('simulate plays without a token', async (t) => {
  const ok = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}'
  let signed = 0
  const { url } = await serveFor(t, (request, response) => {
    if (request.url?.includes('Sign=')) signed += 1
    request.resume().on('end', () => response.end(ok))
  })
  const env = { ROOM_CALLBACKS_SDKAPPID: account.ROOM_CALLBACKS_SDKAPPID }
  const { code } = await runCli(['simulate', '--url', url, ...size], { env })
  t.equal(code, 0)
  t.equal(signed, 0)
})

t.test('Ctrl-C ends a simulation with the figures so far', async (t) => {
  const running: { current?: Running } = {}
  const { url } = await serveFor(t, (request, response) => {
    void running.current?.interrupt()
    request.resume().on('end', () => response.writeHead(500).end())
  })
  running.current = new Running(['simulate', '--url', url, '--duration', '3600', '--json'], { env: account })
  const { code, json } = await running.current.ended
  t.equal(code, 130)
  const { sent, planned } = json<Figures>()
  t.ok(sent >= 1 && sent < planned)
})
