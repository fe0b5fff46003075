import { allow, deny, type EventMap, type RoomCallbacks } from '@room-callbacks/core'
import { type CallView, type FaultOptions, playScenario, type ScenarioStep, scenarios } from '@room-callbacks/testing'
import t from 'tap'
import { hosts } from '../contract/all-hosts.ts'
import { startPlatform } from '../unhurried.ts'
import { ChatMirror, comparableGroup } from './chat-mirror.ts'
import { judgeMessage } from './judge.ts'
import { connected } from './receiver.ts'

const token = 'tRtcWebhookToken01'
// Friends have no time in their packets: out of order nothing tells which came last. A question is asked once, and one
// that is lost gets no answer.
const faults: FaultOptions = {
  duplicate: 0.2,
  variants: 0.5,
  largeIds: 0.5,
  unknownFields: 0.2,
  unknownCommands: 0.1,
}
/** Who is not wanted anywhere. */
const stranger = '144115216631667826'

function judge(callbacks: RoomCallbacks<unknown>): void {
  const judgeGuest = (account: string) => (account === 'dave' ? deny(10102, 'not you') : allow())
  callbacks
    .on('Group.CallbackBeforeSendMsg', judgeMessage)
    .on('C2C.CallbackBeforeSendMsg', ({ MsgBody }) => {
      const verdict = judgeMessage({ MsgBody } as EventMap['Group.CallbackBeforeSendMsg'])
      return verdict.kind === 'deny' ? deny(120_101, verdict.text) : verdict
    })
    .on('Group.CallbackBeforeCreateGroup', ({ Name }) => (Name.includes('coins') ? deny(10101, 'no selling') : allow()))
    .on('Group.CallbackBeforeApplyJoinGroup', ({ Requestor_Account }) => judgeGuest(Requestor_Account))
    .on('Group.CallbackBeforeInviteJoinGroup', () => allow({ RefusedMembers_Account: [stranger] }))
    .on('Group.CallbackBeforeCreateTopic', () => allow())
    .on('Sns.CallbackPrevFriendAdd', ({ FriendItem }) =>
      allow({
        ResultItem: FriendItem.map(({ To_Account }) =>
          To_Account === stranger
            ? { To_Account, ResultCode: 38_001, ResultInfo: 'not that one' }
            : { To_Account, ResultCode: 0, ResultInfo: '' },
        ),
      }),
    )
    .on('Sns.CallbackPrevFriendResponse', () => allow())
}

const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]

/** What clients see of the steps that are asked about, when each question is answered. */
const expected: Readonly<Record<string, object>> = {
  'alice sells a group': { status: 'refused', code: 10101, text: 'no selling' },
  'a guest joins': { status: 'joined' },
  'bob invites carol and a stranger': { status: 'invited', joined: ['carol'], refused: [stranger] },
  'dave applies': { status: 'refused', code: 10102, text: 'not you' },
  'carol says hello': { status: 'delivered', MsgBody: text('hello') },
  'carol swears': { status: 'delivered', MsgBody: text('****') },
  'the guest sells something': { status: 'refused', code: 10016 },
  'the guest insists': { status: 'refused', code: 10101, text: 'no advertising' },
  'the guest whispers': { status: 'dropped' },
  'alice opens a topic': { status: 'created' },
  'alice asks bob and a stranger': [{ status: 'asked' }, { status: 'refused', code: 38_001, text: 'not that one' }],
  'bob agrees': [{ status: 'friends' }],
  'alice swears': { status: 'delivered', MsgBody: text('****') },
  'alice sells something': { status: 'refused', code: 120_101 },
  'alice whispers': { status: 'dropped' },
  'alice hangs up': { CallResult: 'NormalEnd' },
  'bob misses it': { CallResult: 'NotAnswer' },
  'carol thinks better of it': { CallResult: 'Cancel' },
}

for (const host of hosts) {
  t.test(`${host.name}: Chat and Call, as clients see them and as the receiver mirrors them`, async (t) => {
    for (const scenario of [scenarios.chatRoom, scenarios.friendship, scenarios.call]) {
      await t.test(scenario.title, async (t) => {
        const mirror = new ChatMirror()
        const refused: string[] = []
        const running = await host.start({
          options: { token },
          register: (callbacks: RoomCallbacks<unknown>) => {
            mirror.register(callbacks)
            judge(callbacks)
            callbacks.on('rejected', ({ outcome }) => refused.push(outcome))
          },
        })
        const platform = await startPlatform({ seed: 20, faults })
        t.teardown(async () => {
          await platform.close()
          await running.close()
        })
        platform.configure({ url: running.url, token })
        const steps = await playScenario(platform, scenario)
        await running.callbacks.close()

        const seen = steps.filter(({ text }) => text in expected)
        t.ok(seen.length > 0)
        for (const { text, result } of seen) t.match(result, expected[text] as object, text)
        t.same(mirror.groups(), new Map(platform.chat.groups.map((one) => [one.GroupId, comparableGroup(one)])))
        for (const friends of mirror.friends) {
          const [one = '', other = ''] = friends.split(' and ')
          t.ok(platform.chat.user(one).friends.includes(other), friends)
        }
        t.equal(mirror.online.has('alice'), platform.chat.user('alice').isOnline)
        t.same(new Set(mirror.ends.values()), new Set(endsOf(steps)))
        t.same(refused, [])
        t.ok(platform.log.some(({ faults }) => faults.length > 0))
      })
    }
  })
}

const endsOf = (steps: readonly ScenarioStep[]): string[] =>
  steps.flatMap(({ result }) => (result as Partial<CallView> | undefined)?.CallResult ?? [])

t.test('a scenario goes on where a receiver refuses, as long as there is what it goes on with', async (t) => {
  const refusing = (command: string) =>
    connected(t, {}, ({ packet }) => (packet.CallbackCommand === command ? { ErrorCode: 1 } : undefined))
  const topics = await refusing('Group.CallbackBeforeCreateTopic')
  const steps = await playScenario(topics.platform, scenarios.chatRoom)
  t.match(steps.find(({ text }) => text === 'alice opens a topic')?.result, { status: 'refused' })
  t.match(steps.find(({ text }) => text === 'bob asks all of them there')?.result, { status: 'delivered' })
  const messages = await refusing('C2C.CallbackBeforeSendMsg')
  await t.rejects(playScenario(messages.platform, scenarios.friendship), { code: 'no-such-message' })
})
