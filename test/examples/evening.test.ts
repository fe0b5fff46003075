import { samples } from '@room-callbacks/testing'
import t from 'tap'
import { paste } from './paste.ts'
import { curlOf, start, urlOf } from './running.ts'
import { look, ok } from './send.ts'

const linesOf = (output: string): string[] => output.trimEnd().split('\n')
const evening = samples.filter(({ product }) => product === 'conference' || product === 'live')
const ended = { code: 0, signal: null }

t.test('npm start -- --once shows every sample, an evening of rooms, and ends', async (t) => {
  const running = start(t, './', { args: ['--once'] })
  t.same(await running.ended, ended)
  t.equal(running.errors(), '')
  const lines = linesOf(running.output())

  const told = lines.map((line) => /^ {2}([A-Z]\w+\.Callback\w+) +handled +(\w+) +\d+\.\d$/.exec(line))
  t.same(
    told.flatMap((row) => row?.[1] ?? []),
    evening.map(({ command }) => command),
    'each command once, in the order of a room’s life',
  )
  const verdicts = told.flatMap((row) => (row && row[2] !== 'OK' ? `${row[1]} ${row[2]}` : []))
  t.same(verdicts, ['Group.CallbackBeforeSendMsg replaced', 'Live.CallbackBeforeSendGift denied'])
  const summaries = told.flatMap((row, index) => (row ? lines[index + 1] : []))
  t.equal(summaries.filter((line) => /^ {4}\S.*\S/.test(line ?? '')).length, evening.length, 'each with a summary')
  t.notMatch(running.output(), /undefined|NaN|\[object|…|: \?/, 'made of fields that were there')

  t.match(running.output(), '144115233775727695 on seat 1', 'all digits')
  t.match(running.output(), 'recording forbidden: false', 'a boolean')
  t.match(running.output(), 'by jared at 2022-12-09T08:26:54.123Z', 'a time')
  t.match(running.output(), '"ErrorInfo":"100 coins are missing","ErrorCode":102101}')
  t.match(running.output(), '25 callbacks delivered, 0 refused')

  t.match(
    running.output(),
    /Watch it in the inspector:\n {2}http:\/\/localhost:\d+\/room-callbacks\/\?secret=[\w-]{24}\n/,
  )
  t.match(running.output(), /dave sends a castle +blocked 102101 99100 coins are missing/)
  t.match(running.output(), /carol swears +delivered: \*\*\*/)
  t.match(running.output(), /the stranger sells something +refused 10101 No advertising/)
  t.match(running.output(), /the stranger insists +dropped, its sender sees success/)
  t.match(running.output(), /115 callbacks, 30 of them asked first, 0 failed\./)
  t.match(running.output(), /Chat and Call: \d+ sample packets delivered, 0 refused\./)
  t.match(running.output(), /RTC Engine: 62 sample packets delivered, 0 refused\./)
  t.match(running.output(), /bob invites carol and a stranger +carol joined, \d+ refused/)
  t.match(running.output(), /alice sells something +refused 120101 No advertising/)
  t.match(running.output(), /alice asks bob and a stranger +bob: asked, \d+: No friends/)
  t.match(running.output(), /bob misses it +call over: NotAnswer/)
  t.match(running.output(), 'The mirror of the rooms agrees with the platform.')
  t.same(
    lines.filter((line) => line.length > 80),
    [],
    'fits in 80 columns',
  )
  t.notMatch(running.output(), '\u001b', 'no colours in a pipe')
})

t.test('npm start stays up for one more', async (t) => {
  const running = start(t, './')
  const url = await urlOf(running)
  const curl = await curlOf(running)
  const wide = linesOf(running.output()).filter((line) => line.length > 80)
  t.same(wide, [curl], 'only the command line is wider than 80 columns')
  t.match(curl, 'RequestTime=$t&', 'it holds no time, so it does not grow old')

  t.same(JSON.parse(await paste(curl)), ok)
  await running.printed(/ you opens room-\d+ for \?\n/)
  t.equal(new URL((await fetch(url)).url).pathname, '/rooms', 'the first page leads to what there is')
  const rooms = (await look(`${url}/rooms`)) as { id: string }[]
  t.match(rooms.at(-1), { id: /^room-\d+$/ })
  await running.printed(/Then find it in the inspector:/)
  const [address] = /http:\S+\?secret=\S+/.exec(running.output()) ?? []
  const signedIn = await fetch(address as string, { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie()[0] as string
  const page = await fetch(`${url}/room-callbacks/`, { headers: { cookie } })
  t.match([page.status, page.headers.get('content-type')], [200, 'text/html'], 'the inspector opens by its address')
  t.equal((await fetch(`${url}/room-callbacks/`)).status, 401, 'and by nothing less')

  const hourAgo = Math.floor(Date.now() / 1000) - 3600
  const old = curl.replace('$(date +%s)', String(hourAgo))
  t.match(JSON.parse(await paste(old)), { ActionStatus: 'FAIL', ErrorInfo: 'expired-signature' }, 'the window is real')
  t.ok(await running.printed(/^Refused a callback: The signature is right, but RequestTime is outside the window\./m))
  t.same(await running.end('SIGINT'), ended)
})

t.test('Ctrl-C in the middle closes too', async (t) => {
  const running = start(t, './')
  await urlOf(running)
  t.same(await running.end('SIGINT'), ended)
  t.notMatch(running.errors(), /^ +at /m, 'no stack')
})

t.test('a reader that has seen enough is no error', async (t) => {
  const command = `PORT=0 '${process.execPath}' --import tsx --conditions=@room-callbacks/source examples/express/evening.ts`
  t.match(await paste(`${command} 2>&1 | head -n 1`), /^Listening on http:\/\/localhost:\d+$/)
})
