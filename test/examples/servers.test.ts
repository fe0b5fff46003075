import { packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { showReadmeCurl } from './readme-curl.ts'
import { start, urlOf } from './running.ts'
import { look, ok, send } from './send.ts'

const ended = { code: 0, signal: null }

t.test('express mirrors the rooms', async (t) => {
  const running = start(t, 'examples/express/')
  const url = await urlOf(running)
  const room = () => look(`${url}/rooms/rid-123`)
  const nothing = { id: 'rid-123', members: [], admins: [], seats: {}, metadata: {} }

  await t.test('of Conference', async (t) => {
    const id = { RoomId: 'rid-123' }
    t.same(await send(url, packet('Room.CallbackAfterCreateRoom', { RoomInfo: id })), ok)
    t.same(await room(), { ...nothing, name: 'tandy-test-rest', owner: 'user3' })

    await send(url, packet('Room.CallbackAfterMemberEnter', { MemberList_Account: ['ann', 'bob'] }))
    await send(url, packet('Room.CallbackAfterMemberLeave', { MemberList_Account: ['ann'] }))
    await send(url, sampleText('Mic.CallbackAfterSeatInfoChanged'))
    const update = { RoomInfo: { RoomName: undefined, Owner_Account: 'jack' } }
    await send(url, packet('Room.CallbackAfterUpdateRoomInfo', update))
    const busy = { members: ['bob'], seats: { 1: '144115233775727695' }, name: 'tandy-test-rest', owner: 'jack' }
    t.same(await room(), { ...nothing, ...busy }, 'a field that an update leaves out keeps its value')

    await send(url, packet('Mic.CallbackAfterSeatInfoChanged', { SeatList: [{ Index: 1 }] }))
    t.same(await room(), { ...nothing, ...busy, seats: {} }, 'an empty seat is free')
    t.same(await look(`${url}/rooms`), [await room()])

    await send(url, packet('Room.CallbackAfterDestroyRoom', id))
    await send(url, packet('Room.CallbackAfterMemberLeave', { MemberList_Account: ['bob'] }))
    t.same(await room(), { error: 'There is no such room.' }, 'a late leave does not bring the room back')
  })

  await t.test('of Live', async (t) => {
    const id = { RoomId: 'rid-123' }
    await send(url, packet('Live.CallbackAfterCreateRoom', { RoomInfo: id }))
    await send(url, packet('Live.CallbackAfterUpdateRoomInfo', { RoomInfo: { ...id, RoomName: 'Friday' } }))
    await send(url, packet('Live.CallbackAfterMemberStateChanged', id))
    const offline = { ...id, EventType: 'Offline', MemberList: [{ Member_Account: 'tommy' }] }
    await send(url, packet('Live.CallbackAfterMemberStateChanged', offline))
    await send(url, packet('Live.CallbackAfterChangeOwner', id))
    await send(url, packet('Live.CallbackAfterModifyAdmin', id))
    await send(url, packet('Live.CallbackAfterModifyAdmin', { ...id, Admin_Account: ['user2'], opType: 'delete' }))
    await send(url, packet('Live.CallbackAfterSetMetadata', id))
    await send(url, packet('Live.CallbackAfterDelMetadata', { ...id, Keys: ['key1'] }))
    const busy = { name: 'Friday', owner: 'user2', members: ['jared'], admins: ['user1'], metadata: { key2: 'value2' } }
    t.same(await room(), { ...nothing, ...busy })

    await send(url, packet('Live.CallbackAfterDestroyRoom', id))
    t.same(await look(`${url}/rooms`), [])
  })

  await t.test('and tells what it refuses', async (t) => {
    const query = 'SdkAppid=1400000000&CallbackCommand=Live.CallbackAfterCreateRoom'
    const response = await fetch(`${url}/?${query}`, { method: 'POST', body: '{}' })
    t.equal(response.status, 401)
    t.ok(await running.printed(/^Refused a callback: Sign or RequestTime is missing or wrong\./m))
  })

  t.same(await running.end('SIGINT'), ended)
})

t.test('koa keeps the viewers of each live', async (t) => {
  const running = start(t, 'examples/koa/')
  const url = await urlOf(running)
  const id = { RoomId: 'live-1' }

  t.same(await send(url, packet('Live.CallbackAfterMemberStateChanged', id)), ok)
  t.match(await look(`${url}/lives/live-1`), { id: 'live-1', viewers: ['jared', 'tommy'] }, 'before it is opened')
  await send(url, packet('Live.CallbackAfterCreateRoom', { RoomInfo: id, EventTime: 1703589922780 }))
  const offline = { ...id, EventType: 'Offline', MemberList: [{ Member_Account: 'tommy' }] }
  await send(url, packet('Live.CallbackAfterMemberStateChanged', offline))
  const live = { title: 'tandy-test-rest', host: 'user3', since: '2023-12-26T11:25:22.780Z', viewers: ['jared'] }
  t.same(await look(`${url}/lives`), [{ id: 'live-1', ...live }])

  const { Statistic: _, ...older } = packet('Live.CallbackAfterDestroyRoom', id)
  await send(url, older)
  t.same(await look(`${url}/lives`), [])
  t.equal((await fetch(`${url}/lives/live-1`)).status, 404)
  t.ok(await running.printed(/^live-1 is over: unknown views$/m))
  t.ok(await running.printed(/^POST \/ 200 \d/m), 'the middleware outside sees the answer')
  t.same(await running.end('SIGTERM'), ended)
})

t.test('moderation decides', async (t) => {
  const running = start(t, 'examples/moderation/')
  const url = await urlOf(running)
  const said = (text: string, account = 'bob') =>
    packet('Group.CallbackBeforeSendMsg', {
      From_Account: account,
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
    })

  t.same(await send(url, said('hello')), ok)
  t.match(await send(url, said('You idiots!')), { ErrorCode: 0, MsgBody: [{ MsgContent: { Text: 'You ***!' } }] })
  const link = { ...ok, ErrorCode: 10101, ErrorInfo: 'Links are not allowed here' }
  t.same(await send(url, said('see https://example.com, idiot')), link, 'the strictest rule decides')
  t.same(await send(url, said('hello', 'spammer')), { ...ok, ErrorCode: 2 })
  const face = { MsgType: 'TIMFaceElem', MsgContent: { Index: 1 } }
  const mixed = { ...said('idiot'), MsgBody: [face, ...said('idiot').MsgBody] }
  t.match(await send(url, mixed), { MsgBody: [face, { MsgContent: { Text: '***' } }] }, 'the rest stays')
  const { MsgBody: _, ...broken } = said('')
  t.same(await send(url, broken), { ...ok, ErrorCode: 1 }, 'what cannot be judged is not delivered')

  const alone = (text: string) => ({ ...packet('C2C.CallbackBeforeSendMsg'), MsgBody: said(text).MsgBody })
  t.match(await send(url, alone('You idiots!')), { ErrorCode: 0, MsgBody: [{ MsgContent: { Text: 'You ***!' } }] })
  t.same(await send(url, alone('see https://example.com')), { ...link, ErrorCode: 120101 })

  const group = (change: object) => send(url, packet('Group.CallbackBeforeCreateGroup', change))
  t.same(await group({ CreateGroupNum: 2 }), ok)
  t.match(await group({ CreateGroupNum: 3 }), { ErrorCode: 10103, ErrorInfo: '3 groups are enough' })
  t.match(await group({ CreateGroupNum: undefined, Owner_Account: 'mallory' }), { ErrorCode: 10102 })
  t.match(await group({ CreateGroupNum: undefined, Name: 'The Official Shop' }), { ErrorCode: 10104 })
  const apply = (account: string) =>
    send(url, packet('Group.CallbackBeforeApplyJoinGroup', { Requestor_Account: account }))
  t.same(await apply('ann'), ok)
  t.match(await apply('mallory'), { ErrorCode: 10102, ErrorInfo: 'You may not join' })
  const invited = { DestinationMembers: [{ Member_Account: 'ann' }, { Member_Account: 'mallory' }] }
  t.same(await send(url, packet('Group.CallbackBeforeInviteJoinGroup', invited)), {
    RefusedMembers_Account: ['mallory'],
    ...ok,
  })

  const friend = (To_Account: string, AddWording?: string) => ({
    To_Account,
    AddSource: 'AddSource_Type_Web',
    AddWording,
  })
  const asked = { FriendItem: [friend('ann', 'see https://example.com'), friend('bob')] }
  t.match(await send(url, packet('Sns.CallbackPrevFriendAdd', asked as never)), {
    ErrorCode: 0,
    ResultItem: [
      { To_Account: 'ann', ResultCode: 38002, ResultInfo: 'No links in a request' },
      { To_Account: 'bob', ResultCode: 0 },
    ],
  })
  t.match(await send(url, packet('Sns.CallbackPrevFriendAdd', { From_Account: 'mallory' })), {
    ResultItem: [{ ResultCode: 38001 }, { ResultCode: 38001 }],
  })

  const gift = (GiftWater: object) => packet('Live.CallbackBeforeSendGift', { GiftWater })
  t.same(await send(url, gift({ From_Account: 'ann', Count: 5, Coins: 100 })), ok)
  const poor = { ...ok, ErrorCode: 102101, ErrorInfo: 'Not enough coins' }
  t.same(await send(url, gift({ From_Account: 'ann', Count: 6, Coins: 100 })), poor)
  t.same(await send(url, gift({ From_Account: 'stranger', Count: 1, Coins: 1 })), poor)
  t.same(await send(url, gift({ From_Account: 'ann', Coins: undefined })), { ...ok, ErrorCode: 1 })

  t.equal((await fetch(url)).status, 404, 'there is nothing else')
  t.same(await running.end('SIGINT'), ended)
})

t.test('a bot answers a user and a group, of a simulated Chat when there is no key', async (t) => {
  const running = start(t, 'examples/bot/')
  await urlOf(running)
  t.same(await running.end('SIGTERM'), ended, 'when the conversation is over')
  t.same(running.output().trimEnd().split('\n').slice(1), [
    'alice to @RBT#001: Hello',
    '@RBT#001 to alice: Hello! Ask me what is on.',
    'alice to @RBT#001: What is on?',
    '@RBT#001 to alice: Tonight: songs, at eight.',
    'alice to @RBT#001: Why?',
    '@RBT#001 to alice: I did not understand that.',
    'alice to songs: @@RBT#001 what is on?',
    '@RBT#001 to songs: Tonight: songs, at eight.',
    'Closed.',
  ])
  t.equal(running.errors(), '')
})

t.test('behind-json-parser keeps every digit where the bytes are kept', async (t) => {
  const running = start(t, 'examples/behind-json-parser/')
  const url = await urlOf(running)
  const sample = sampleText('Mic.CallbackAfterSeatInfoChanged', 'live')

  t.same(await send(`${url}/exact`, sample), ok)
  t.same(await look(`${url}/exact/seats`), { 1: '144115233775727695' })

  t.same(await send(`${url}/rounded`, sample), ok)
  t.same(await look(`${url}/rounded/seats`), { 1: '144115233775727680' })
  t.ok(await running.printed(/^Mic\.CallbackAfterSeatInfoChanged digits-lost: .* keep req\.rawBody\.$/m))
  t.same(await running.end('SIGINT'), ended)
})

for (const folder of ['express', 'koa', 'moderation', 'behind-json-parser', 'durable', 'prometheus', 'opentelemetry']) {
  t.test(`${folder} prints the command line of its README, and it works`, (t) => showReadmeCurl(t, folder))
}
