import { gzipSync } from 'node:zlib'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import {
  allow,
  callV1,
  deny,
  live,
  mic,
  officialAccount,
  type Rejection,
  roomCallbacks,
  rtcEngine,
  type WebOptions,
} from '@room-callbacks/web/families'
import { build } from 'esbuild'
import t from 'tap'
import { patience } from '../unhurried.ts'

const appId = 1400000000
const options: WebOptions = { waitUntil: 'process', deadline: patience }

t.test('a receiver of some families handles their commands like any other', async (t) => {
  const seen: string[] = []
  const callbacks = roomCallbacks(appId, { ...options, families: [live, mic] })
    .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => (GiftWater.Count > 5 ? deny(102101) : allow()))
    .on('Live.*', (_event, { command }) => seen.push(command))
    .on(['Mic.CallbackAfterSeatInfoChanged'], ({ RoomId }) => seen.push(RoomId))
    .on('unknown', (_packet, { command }) => seen.push(command))
  const sent = await inject(callbacks, packet('Live.CallbackBeforeSendGift'))
  t.match([sent.outcome, sent.answer.ErrorCode], ['handled', 0])
  await inject(callbacks, packet('Live.CallbackAfterCreateRoom'))
  await inject(callbacks, packet('Mic.CallbackAfterSeatInfoChanged', { RoomId: 'seats' }))
  const strange = await inject(callbacks, { CallbackCommand: 'Live.CallbackAfterTomorrow' } as never)
  t.equal(strange.outcome, 'unknown-command')
  t.strictSame(seen, ['Live.CallbackAfterCreateRoom', 'seats', 'Live.CallbackAfterTomorrow'])
  t.strictSame(callbacks.registered(), [
    'Live.*',
    'Live.CallbackBeforeSendGift',
    'Mic.CallbackAfterSeatInfoChanged',
    'unknown',
  ])
})

t.test('a callback of another family is refused: an OK would let a message or a gift pass', async (t) => {
  const rejections: Rejection[] = []
  const callbacks = roomCallbacks(appId, { ...options, families: [mic] }).on('rejected', (rejection) =>
    rejections.push(rejection),
  )
  for (const command of ['Live.CallbackBeforeSendGift', 'Room.CallbackAfterDestroyRoom'] as const) {
    const { status, outcome, answer } = await inject(callbacks, packet(command))
    t.match([status, outcome, answer.ActionStatus], [501, 'family-not-given', 'FAIL'])
  }
  t.match(rejections, [{ error: { code: 'family-not-given', advice: /add it to the families option/ } }, {}])
})

t.test('a handler for a command of another family stops the start', async (t) => {
  const callbacks = roomCallbacks(appId, { ...options, families: [live, officialAccount] })
  const on = (name: string, handler: () => void) => callbacks.on(name as 'Live.*', handler)
  const cases = [
    ['Room.CallbackAfterDestroyRoom', /It is room, .*families: \[live, officialAccount, room\]\.$/],
    ['Member.EventNotify', /It is desk, .*families: \[live, officialAccount, desk\]\.$/],
    ['RtcEngine.*', /It is rtcEngine, for "RtcEngine\.\*"/],
  ] as const
  for (const [name, message] of cases) t.throws(() => on(name, () => {}), { code: 'family-not-given', message })
  t.throws(() => on('constructor.name', () => {}), { code: 'unknown-name' })
  t.throws(() => on('Live.CallbackBeforeSendGifts', () => {}), { code: 'unknown-name', message: /Did you mean/ })
})

t.test('families that are none, and options without their family, stop the start', async (t) => {
  const make = (more: object) => () => roomCallbacks(appId, { ...options, families: [live], ...more } as never)
  for (const families of [undefined, [], live, ['live'], [null], [{}]]) {
    t.throws(make({ families }), { code: 'invalid-option', message: /families: expected/ })
  }
  t.throws(make({ key: 'abc' }), { code: 'family-not-given', message: /It is rtcEngine, which the option key/ })
  t.throws(make({ key: undefined }), { code: 'family-not-given' }, 'an unset variable is no key')
  t.throws(make({ callV1: true }), { code: 'family-not-given', message: /It is callV1, which the option callV1/ })
  t.doesNotThrow(make({ key: 'abc', callV1: true, families: [rtcEngine, callV1] }))
  t.throws(make({ token: '' }), { code: 'invalid-option' })
})

t.test('an inbox brings the way of callbacks through it', async (t) => {
  const inbox = memoryInbox()
  const seen: string[] = []
  const callbacks = roomCallbacks(appId, { ...options, families: [live], inbox }).on('Live.*', (_event, { command }) =>
    seen.push(command),
  )
  const { outcome } = await inject(callbacks, packet('Live.CallbackAfterCreateRoom'))
  t.equal(outcome, 'accepted')
  await inbox.drain()
  t.strictSame(seen, ['Live.CallbackAfterCreateRoom'])
  await callbacks.close()
  await inbox.close()
  const make = () => roomCallbacks(appId, { ...options, families: [live], inbox: { put() {}, deliver() {} } as never })
  t.throws(make, { code: 'invalid-option', message: /inbox: expected one of openInbox/ })
})

t.test('the bundle of an edge function with one family and five handlers stays small', async (t) => {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: 'packages/web/src',
      contents: `
        import { allow, live, roomCallbacks } from '@room-callbacks/web/families'
        const callbacks = roomCallbacks(1400000000, { families: [live], token: 'token' })
          .on('Live.CallbackAfterCreateRoom', () => {})
          .on('Live.CallbackBeforeSendGift', () => allow())
          .on('Live.CallbackAfterDestroyRoom', () => {})
          .on('Live.CallbackAfterMemberStateChanged', () => {})
          .on('Live.CallbackAfterStartBattle', () => {})
        export default { fetch: callbacks.fetch }`,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['node:*'],
    conditions: ['@room-callbacks/source'],
  })
  const [{ contents, text }] = outputFiles as [(typeof outputFiles)[number]]
  t.ok(contents.length <= 78_600, `${contents.length} bytes`)
  t.ok(gzipSync(contents, { level: 9 }).length <= 28_950, `${gzipSync(contents, { level: 9 }).length} bytes with gzip`)
  t.notMatch(
    text,
    /Compare the token option|Where After callbacks are stored/,
    'neither advice nor descriptions are in it',
  )
  t.notMatch(text, /Group\.Callback|Room\.CallbackAfter[^"`]*Enter/, 'no other family is in it')
})
