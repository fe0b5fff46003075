import type { GiftResult, MessageResult } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { type Answering, connected } from './receiver.ts'

const live = { product: 'live', RoomId: 'l', Owner_Account: 'alice' } as const

/** What a client sees when its callback is answered like that. */
async function seen(t: Test, answering: Answering, commands?: readonly string[], timeout = 10_000) {
  const { platform, url, received } = await connected(t, { timeout }, answering)
  platform.configure({ url, product: 'console' })
  if (commands) platform.configure({ url, product: 'live', commands })
  await platform.createRoom(live)
  const message = await platform.sendMessage('l', { From_Account: 'bob', Text: 'hello', CloudCustomData: 'data' })
  const gift = await platform.sendGift('l', { From_Account: 'bob', GiftId: 'rose' })
  await platform.settled()
  return { message, gift, received }
}

const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const delivered = { status: 'delivered', MsgBody: text('hello'), CloudCustomData: 'data', MsgSeq: 1 }
const plainly = { status: 'refused', code: 10016, text: '' }

const answers: readonly [name: string, answer: object | string, message: Partial<MessageResult>, gift: GiftResult][] = [
  ['0', { ErrorCode: 0 }, delivered as MessageResult, { status: 'sent' }],
  ['1', { ErrorCode: 1, ErrorInfo: 'why' }, plainly as MessageResult, { status: 'blocked' }],
  ['2', { ErrorCode: 2 }, { status: 'dropped' }, { status: 'blocked' }],
  [
    '10100',
    { ErrorCode: 10100, ErrorInfo: 'why' },
    { status: 'refused', code: 10100, text: 'why' },
    { status: 'blocked' },
  ],
  ['10200 without a text', { ErrorCode: 10200 }, { status: 'refused', code: 10200, text: '' }, { status: 'blocked' }],
  ['10201', { ErrorCode: 10201 }, plainly as MessageResult, { status: 'blocked' }],
  ['102100', { ErrorCode: 102100 }, plainly as MessageResult, { status: 'blocked', code: 102100, text: '' }],
  [
    '102200',
    { ErrorCode: 102200, ErrorInfo: 'poor' },
    plainly as MessageResult,
    { status: 'blocked', code: 102200, text: 'poor' },
  ],
  [
    'another message',
    { ErrorCode: 0, MsgBody: text('***'), CloudCustomData: 'other' },
    { ...(delivered as MessageResult), MsgBody: text('***'), CloudCustomData: 'other' } as MessageResult,
    { status: 'sent' },
  ],
  ['no JSON', '<html>', delivered as MessageResult, { status: 'blocked' }],
  ['null', 'null', delivered as MessageResult, { status: 'blocked' }],
  ['no code', {}, delivered as MessageResult, { status: 'blocked' }],
  ['far too much', `{"ErrorCode":0,"a":"${'x'.repeat(300_000)}"}`, delivered as MessageResult, { status: 'blocked' }],
  ['nothing in time', '', delivered as MessageResult, { status: 'blocked' }],
]

for (const [name, answer, message, gift] of answers) {
  t.test(`a client sees what the answer says: ${name}`, async (t) => {
    const result = await seen(
      t,
      ({ packet }) => (packet.CallbackCommand.includes('Before') ? answer : { ErrorCode: 0 }),
      undefined,
      answer === '' ? 50 : undefined,
    )
    t.same(result.message, message)
    t.same(result.gift, gift)
    const after = result.received.find(({ packet }) => packet.CallbackCommand === 'Group.CallbackAfterSendMsg')
    t.equal(after !== undefined, result.message.status === 'delivered', 'only what is delivered is told')
    if (result.message.status === 'delivered') t.match(after?.packet, { MsgBody: result.message.MsgBody, MsgSeq: 1 })
  })
}

t.test('with the NotBlock switch a gift goes through when its check fails (64413)', async (t) => {
  const commands = ['Live.CallbackBeforeSendGift', 'Live.CallbackBeforeCallBackNotBlock']
  t.same((await seen(t, () => '', commands, 50)).gift, { status: 'sent' })
  t.same((await seen(t, () => ({ ErrorCode: 1 }), commands)).gift, { status: 'blocked' }, 'not when it is refused')
})

t.test('a message can be made of elements, and be sent by another user', async (t) => {
  const { platform, packets } = await connected(t)
  await platform.createRoom(live)
  const MsgBody = [{ MsgType: 'TIMCustomElem', MsgContent: { Data: '{}' } }]
  const boss = { Operator_Account: 'administrator' }
  t.match(await platform.sendMessage('l', { From_Account: 'bob', MsgBody }, boss), { MsgBody, MsgSeq: 1 })
  t.match(await platform.sendMessage('l', { From_Account: 'bob', Text: 'b' }), { MsgSeq: 2 })
  t.match((await packets())[1], { From_Account: 'bob', Operator_Account: 'administrator', Type: 'Live', MsgBody })
})
