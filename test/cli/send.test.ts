import { once } from 'node:events'
import { createServer } from 'node:net'
import { roomCallbacks } from '@room-callbacks/node'
import { callV1Samples, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { Running, runCli } from './run-cli.ts'
import { account, receiverFor, sdkAppId, serveFor, token } from './servers.ts'

const created = 'Room.CallbackAfterCreateRoom'
const gift = 'Live.CallbackBeforeSendGift'
const message = 'Group.CallbackBeforeSendMsg'

t.test('send delivers the documented sample, signed and timed now', async (t) => {
  const { url, heard } = await receiverFor(t)
  const before = Date.now()
  const { code, stdout, stderr } = await runCli(['send', created, '--url', url], { env: account })
  t.equal(code, 0)
  t.equal(stderr, '')
  t.match(stdout, /^200 {2}Room\.CallbackAfterCreateRoom {2}\d+\.\d ms {2}Noted\.\n {5}\{"ActionStatus":"OK"/)
  t.equal(heard.length, 1)
  const time = heard[0]?.event['EventTime'] as number
  t.ok(time >= before && time <= Date.now())
})

t.test('send changes fields', async (t) => {
  const { url, heard } = await receiverFor(t)
  const changes = [
    '--set',
    'RoomInfo.RoomName=Standup',
    '--set',
    'RoomInfo.MaxSeatCount=8',
    '--unset',
    'RoomInfo.CustomInfo',
  ]
  const large = ['--set', 'Operator_Account=144115233775727695', '--set', 'ScheduleInviteeList_Account[0]=first']
  const more = ['--set', 'Added.By.Hand=true', '--unset', 'ScheduleInviteeList_Account.1', '--unset', 'No.Such.Field']
  const { code } = await runCli(['send', created, '--url', url, ...changes, ...large, ...more], { env: account })
  t.equal(code, 0)
  t.match(heard[0]?.event, {
    RoomInfo: { RoomName: 'Standup', MaxSeatCount: 8, CustomInfo: undefined },
    Operator_Account: '144115233775727695',
    ScheduleInviteeList_Account: ['first'],
    Added: { By: { Hand: true } },
  })
})

t.test('send refuses a path that leads nowhere', async (t) => {
  const at = ['send', created, '--url', 'http://127.0.0.1:1']
  for (const change of [
    ['--set', 'EventTime'],
    ['--set', '=1'],
    ['--set', 'A..B=1'],
    ['--unset', '__proto__.x'],
    ['--unset', 'ScheduleInviteeList_Account.first'],
    ['--set', 'ScheduleInviteeList_Account.-1=x'],
    ['--set', 'ScheduleInviteeList_Account[4000000000]=x'],
  ]) {
    const { code, stderr } = await runCli([...at, ...change], { env: account })
    t.equal(code, 2)
    t.match(stderr, /^invalid-path: /)
  }
  const { stderr } = await runCli([...at, '--set', 'Operator_Account.Name=x'], { env: account })
  t.match(stderr, 'leads through a field that has no fields of its own')
})

t.test('send knows whose sample is meant', async (t) => {
  const { url, heard } = await receiverFor(t)
  const seats = 'Mic.CallbackAfterSeatInfoChanged'
  for (const product of ['conference', 'live'] as const) {
    await runCli(['send', seats, '--url', url, '--product', product], { env: account })
    t.equal('Operator_Account' in (heard.at(-1)?.event ?? {}), product === 'conference')
  }
  t.equal(heard.length, 2)
})

t.test('send says what a verdict means to the client', async (t) => {
  const { url } = await receiverFor(t)
  const meanings: [command: string, change: string, meaning: string][] = [
    [gift, 'GiftWater.Count=1', 'Allowed.'],
    [gift, 'GiftWater.Count=10', 'Refused.'],
    [gift, 'GiftWater.Count=100', 'Refused: the client is told 102101 and "Not enough coins".'],
    [message, 'From_Account=alice', 'Allowed.'],
    [message, 'From_Account=muted', 'Dropped: the sender sees success, no user receives it.'],
    [message, 'From_Account=rude', 'Allowed, with other content.'],
  ]
  for (const [command, change, meaning] of meanings) {
    const { code, json } = await runCli(['send', command, '--url', url, '--set', change, '--json'], { env: account })
    t.equal(code, 0, 'a decision is no failure')
    t.match(json(), { command, ok: true, status: 200, meaning })
  }
})

t.test('send delivers every sample of every family', async (t) => {
  const heard: string[] = []
  const options = { token, callV1: true, deadline: patience }
  const { url } = await serveFor(
    t,
    roomCallbacks(sdkAppId, options).on('*', (_, { command }) => heard.push(command)),
  )
  const ofCommands = [...samples.filter(({ product }) => product !== 'rtc-engine'), ...callV1Samples]
  for (const { command, product, variant } of ofCommands) {
    const shape = variant === undefined ? [] : ['--variant', variant]
    const run = await runCli(['send', command, '--url', url, '--product', product, ...shape], { env: account })
    t.equal(run.code, 0, `${command} ${variant ?? ''}`)
  }
  t.same(
    heard,
    ofCommands.map(({ command }) => command),
  )
})

t.test('send says what an answer with fields means', async (t) => {
  const friends = 'Sns.CallbackPrevFriendAdd'
  const invited = 'Group.CallbackBeforeInviteJoinGroup'
  const subscribed = 'OfficialAccount.CallbackBeforeAddSubscriber'
  const robot = 'Chatbot.OnC2CSignalMessage'
  const result = (To_Account: string, ResultCode: number, ResultInfo = '') => ({ To_Account, ResultCode, ResultInfo })
  const meanings: readonly [command: string, answer: object, meaning: string][] = [
    [invited, { RefusedMembers_Account: ['bob', 'eve'] }, 'Allowed, but not for bob, eve.'],
    [invited, { RefusedMembers_Account: [] }, 'Allowed.'],
    [invited, { ErrorCode: 10101, ErrorInfo: 'no' }, 'Refused: the client is told 10101 and "no".'],
    [subscribed, { RefusedSubscribers_Account: ['bob'] }, 'Allowed, but not for bob.'],
    [subscribed, { ErrorCode: 1 }, 'Refused.'],
    [friends, { ResultItem: [result('id1', 0), result('id2', 0)] }, 'Allowed.'],
    [
      friends,
      { ResultItem: [result('id1', 38001, 'no'), result('id2', 0)] },
      'Refused for 1 of 2: id1 is told 38001 and "no".',
    ],
    [friends, {}, 'It has no ResultItem: the request goes on.'],
    [friends, { ErrorCode: 1 }, 'The app failed: the request goes on.'],
    [robot, { RspData: '{}' }, 'Answered with RspData.'],
    [robot, {}, 'Answered without data.'],
    [robot, { ErrorCode: 1 }, 'The app failed: nothing is used of the answer.'],
  ]
  let body = ''
  const { url } = await serveFor(t, (_, response) => response.end(body))
  for (const [command, answer, meaning] of meanings) {
    body = JSON.stringify({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ...answer })
    const { json } = await runCli(['send', command, '--url', url, '--json'], { env: account })
    t.equal(json()['meaning'], meaning, command)
  }
})

t.test('send says what Call v1 makes of an answer, and doctor that it proves nothing', async (t) => {
  let body = '{"ErrorCode":0,"ErrorMessage":"Success"}'
  const { url } = await serveFor(t, (_, response) => response.end(body))
  const send = () => runCli(['send', 'CallV1.cancel', '--url', url, '--json'], { env: account })
  t.match((await send()).json(), { ok: true, meaning: 'Noted.' })
  body = '{"ErrorCode":1,"ErrorMessage":"invalid-packet"}'
  const failed = await send()
  t.match([failed.code, failed.json()], [1, { ok: false, meaning: /it is sent again/, hint: /schema/ }])
  const doctor = await runCli(['doctor', '--url', url, '--command', 'CallV1.cancel'], { env: account })
  t.match([doctor.code, doctor.stderr], [2, /Call v1 has no signature/])
})

t.test('send tells a code without a text', async (t) => {
  const body = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":10100}'
  const { url } = await serveFor(t, (_, response) => response.end(body))
  const { json } = await runCli(['send', message, '--url', url, '--json'], { env: account })
  t.equal(json()['meaning'], 'Refused: the client is told 10100.')
})

t.test('send repeats, and repeats what it sent', async (t) => {
  const { url, heard } = await receiverFor(t)
  const { jsonLines } = await runCli(['send', created, '--url', url, '--repeat', '3', '--duplicate', '--json'], {
    env: account,
  })
  t.equal(jsonLines().length, 6)
  t.equal(heard.length, 3, 'each of them is handled once')
})

t.test('send signs wrongly when it is told to', async (t) => {
  const { url } = await receiverFor(t)
  const cases: [flag: string, outcome: string][] = [
    ['--bad-sign', 'bad-signature'],
    ['--stale', 'expired-signature'],
  ]
  for (const [flag, outcome] of cases) {
    const { code, stdout } = await runCli(['send', gift, '--url', url, flag], { env: account })
    t.equal(code, 1)
    t.match(stdout, /^401 .* Failed: the platform takes only status 200 for an answer\. It is blocked\.$/m)
    t.match(stdout, outcome)
    t.match(stdout, outcome === 'expired-signature' ? 'Synchronise the clock' : 'Compare the token option')
    t.notMatch(stdout, token)
  }
  const env = { ROOM_CALLBACKS_SDKAPPID: sdkAppId }
  t.match((await runCli(['send', gift, '--url', url, '--stale'], { env })).stderr, 'A setting is missing: token.')
})

t.test('send passes a file on byte for byte, unless a field of it changes', async (t) => {
  const { url, heard } = await receiverFor(t)
  const cwd = t.testdir({ 'packet.json': sampleText(created), 'broken.json': '{"a":' })
  const at = ['send', created, '--url', url]
  await runCli([...at, '--file', 'packet.json'], { env: account, cwd })
  t.equal(Buffer.from(heard[0]?.context.raw as Uint8Array).toString(), sampleText(created))
  await runCli([...at, '--file', '-', '--set', 'RoomInfo.RoomId=r9'], { env: account, input: sampleText(created) })
  t.match(heard[1]?.event, { RoomInfo: { RoomId: 'r9' }, EventTime: JSON.parse(sampleText(created)).EventTime })
  const broken = await runCli([...at, '--file', 'broken.json', '--json'], { env: account, cwd })
  t.equal(broken.code, 1, 'it is sent as it is')
  t.match(broken.json(), { status: 400, answer: { ErrorInfo: 'invalid-json' } })
  const changed = await runCli([...at, '--file', 'broken.json', '--set', 'a=1'], { env: account, cwd })
  t.equal(changed.code, 2)
  t.match(changed.stderr, /^invalid-file: broken\.json is not a JSON object/)
  t.match((await runCli([...at, '--file', 'none.json'], { env: account, cwd })).stderr, 'none.json: It is not there.')
  t.match((await runCli([...at, '--file', '.'], { env: account, cwd })).stderr, '.: It cannot be read.')
})

t.test('an answer that the platform would not take is a failure', async (t) => {
  const answers: [body: string, meaning: string][] = [
    ['<h1>It works</h1>', 'Failed: the answer is not a JSON object.'],
    ['[]', 'Failed: the answer is not a JSON object.'],
    ['null', 'Failed: the answer is not a JSON object.'],
    ['{"ActionStatus":"FAIL","ErrorInfo":"toString","ErrorCode":1}', 'Failed: ActionStatus is not OK.'],
    ['{"ActionStatus":"OK","ErrorInfo":""}', 'Failed: ActionStatus is not OK.'],
  ]
  for (const [body, meaning] of answers) {
    const { url } = await serveFor(t, (_, response) => response.end(body))
    const { code, stdout } = await runCli(['send', created, '--url', url], { env: account })
    t.equal(code, 1)
    t.match(stdout, meaning)
    t.match((await runCli(['send', message, '--url', url], { env: account })).stdout, `${meaning} It is let through.`)
  }
})

t.test('an answer without end is not read', async (t) => {
  const { url } = await serveFor(t, (_, response) => response.end(Buffer.alloc(10_485_761, 'x')))
  const { code, stderr } = await runCli(['send', created, '--url', url], { env: account })
  t.equal(code, 1)
  t.match(stderr, /^oversize-answer: http:.* answers with more than 10 MiB\.\n.*Check the URL/)
})

t.test('a signature that a server repeats is not shown', async (t) => {
  for (const isJson of [true, false]) {
    let sign = ''
    const { url } = await serveFor(t, (request, response) => {
      sign = new URL(request.url as string, 'http://any.where').searchParams.get('Sign') as string
      const text = `No route for ${request.url}`
      response.writeHead(404).end(isJson ? JSON.stringify({ message: text }) : text)
    })
    const { stdout } = await runCli(['send', created, '--url', url], { env: account })
    t.match(sign, /^[\da-f]{64}$/)
    t.match(stdout, 'Sign=[redacted]')
    t.notMatch(stdout, sign)
  }
})

t.test('what an answer holds does nothing to the terminal', async (t) => {
  const { url } = await serveFor(t, (_, response) => response.end('\u001b]0;owned\u0007\u009b2J\u202e'))
  const { stdout } = await runCli(['send', created, '--url', url], { env: account, isTerminal: true })
  t.match(stdout, 'owned')
  for (const control of ['\u0007', '\u009b', '\u202e', '\u001b]']) t.notOk(stdout.includes(control))
})

t.test('a closed port and a late answer are different errors', async (t) => {
  const silent = await serveFor(t, () => {})
  const late = await runCli(['send', created, '--url', silent.url, '--timeout', '1'], { env: account })
  t.equal(late.code, 3)
  t.match(late.stderr, /^timed-out: http:\/\/127\.0\.0\.1:\d+\/ did not answer within 1 ms\.\nTencent waits 2 s/)

  const closed = await serveFor(t, () => {})
  await closed.close()
  const refused = await runCli(['send', created, '--url', closed.url], { env: account })
  t.equal(refused.code, 3)
  t.match(refused.stderr, /^unreachable: .* cannot be reached: ECONNREFUSED\.\nNothing listens there/)

  const rude = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  t.teardown(() => rude.close())
  await once(rude, 'listening')
  const { port } = rude.address() as { port: number }
  const lost = await runCli(['send', created, '--url', `http://127.0.0.1:${port}`], { env: account })
  t.equal(lost.code, 3)
  t.match(lost.stderr, /^connection-lost: .* hung up without an answer: \w+\.\nIs the URL http/)

  const plain = await serveFor(t, () => {})
  const secure = await runCli(['send', created, '--url', plain.url.replace('http', 'https')], { env: account })
  t.equal(secure.code, 3)
  t.match(secure.stderr, /^unreachable: https/)
})

t.test('Ctrl-C ends a delivery that is under way', async (t) => {
  const running: { current?: Running } = {}
  const { url } = await serveFor(t, () => void running.current?.interrupt())
  running.current = new Running(['send', created, '--url', url], { env: account })
  const { code, stderr } = await running.current.ended
  t.equal(code, 130)
  t.equal(stderr, 'interrupted: Interrupted.\n')
})
