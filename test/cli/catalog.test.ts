import { commands } from '@room-callbacks/core'
import { samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { runCli } from './run-cli.ts'

interface ListedCommand {
  readonly command: string
  readonly phase: string
  readonly products: string[]
  readonly verdicts: string[]
}

t.test('list names every command of the catalog', async (t) => {
  const { code, stdout, stderr, ...run } = await runCli(['list'])
  t.equal(code, 0)
  t.equal(stderr, '')
  t.notMatch(stdout, '\u001b', 'no colours in a pipe')
  for (const { name, aliases } of commands) t.match(stdout, new RegExp(`^${name} .*${aliases[0] ?? ''}`, 'm'))
  t.equal(stdout.trimEnd().split('\n').length, commands.length + 1)
  t.throws(() => run.json(), 'text is no JSON')

  const { json } = await runCli(['list', '--json'])
  t.strictSame(
    json<ListedCommand[]>().map(({ command }) => command),
    commands.map(({ name }) => name),
  )
})

t.test('list narrows by phase and product', async (t) => {
  const before = (await runCli(['list', '--phase', 'before', '--json'])).json<ListedCommand[]>()
  t.strictSame(
    before.map(({ command, verdicts }) => [command, verdicts]),
    [
      ['C2C.CallbackBeforeSendMsg', ['allow', 'deny', 'drop', 'replace']],
      ['Group.CallbackBeforeApplyJoinGroup', ['allow', 'deny']],
      ['Group.CallbackBeforeCreateGroup', ['allow', 'deny']],
      ['Group.CallbackBeforeCreateTopic', ['allow', 'deny']],
      ['Group.CallbackBeforeInviteJoinGroup', ['allow', 'deny']],
      ['Group.CallbackBeforeSendMsg', ['allow', 'deny', 'drop', 'replace']],
      ['Live.CallbackBeforeSendGift', ['allow', 'deny']],
      ['OfficialAccount.CallbackBeforeAddSubscriber', ['allow', 'deny']],
      ['OfficialAccount.CallbackBeforeCreateOfficialAccount', ['allow', 'deny']],
      ['OfficialAccount.CallbackBeforeSendMsg', ['allow', 'deny', 'drop', 'replace']],
      ['Sns.CallbackPrevFriendAdd', ['allow', 'deny']],
      ['Sns.CallbackPrevFriendResponse', ['allow', 'deny']],
    ],
  )
  const answering = (await runCli(['list', '--phase', 'answering', '--json'])).json<ListedCommand[]>()
  t.strictSame(
    answering.map(({ command, verdicts }) => [command, verdicts]),
    [
      ['Chatbot.InterfaceInvocation', []],
      ['Chatbot.OnC2CSignalMessage', []],
    ],
  )
  const call = (await runCli(['list', '--product', 'call', '--json'])).json<ListedCommand[]>()
  t.equal(call.length, 4 + 25, 'those of v1, too')
  const chat = (await runCli(['list', '--product', 'chat', '--json'])).json<ListedCommand[]>()
  t.equal(chat.length, 64)
  const conference = (await runCli(['list', '--product', 'conference', '--json'])).json<ListedCommand[]>()
  t.equal(conference.length, 6)
  t.ok(conference.every(({ products, phase }) => products.includes('conference') && phase === 'after'))
})

t.test('list narrows by family, written in any way', async (t) => {
  for (const family of ['Group', 'group', 'Group.*', 'group.']) {
    const listed = (await runCli(['list', '--family', family, '--json'])).json<ListedCommand[]>()
    const expected = commands.map(({ name }) => name).filter((name) => name.startsWith('Group.'))
    t.strictSame(
      listed.map(({ command }) => command),
      expected,
      family,
    )
  }
  const wrong = await runCli(['list', '--family', 'Groups'])
  t.match([wrong.code, wrong.stderr], [2, /There is no family "Groups"\. Did you mean "Group"\?[\s\S]*C2C, /])
})

t.test('a terminal gets colours, unless they are refused', async (t) => {
  const terminal = { isTerminal: true }
  t.match((await runCli(['list'], terminal)).stdout, '\u001b[2mCommand')
  t.notMatch((await runCli(['list'], { ...terminal, env: { NO_COLOR: '1' } })).stdout, '\u001b')
  t.notMatch((await runCli(['list'], { ...terminal, env: { TERM: 'dumb' } })).stdout, '\u001b')
  t.match((await runCli(['list'], { env: { FORCE_COLOR: '1' } })).stdout, '\u001b')
  t.notMatch((await runCli(['list'], { env: { FORCE_COLOR: '0' } })).stdout, '\u001b')
})

for (const { command, product } of samples.filter(({ variant }) => variant === undefined)) {
  t.test(`show ${command} of ${product} has every field of its sample`, async (t) => {
    const shown = (await runCli(['show', command, '--product', product, '--json'])).json<{
      fields: { path: string; kind: string; required: boolean; description: string; words: string[] }[]
      sample: string
    }>()
    t.equal(shown.sample, sampleText(command, product).trimEnd())
    const named = { path: 'CallbackCommand', kind: 'text', required: true, description: 'The command.' }
    t.match(shown.fields[0], product === 'rtc-engine' ? { path: 'EventGroupId', kind: 'integer' } : named)
    for (const { kind, description, words } of shown.fields) {
      t.match(kind, /^(list of )?(text|identifier|occupant|flag|integer|open|word|object|list)/)
      t.not(description, '')
      if (kind.endsWith('word')) t.ok(words.length > 0)
    }
  })
}

t.test('show explains what may be answered', async (t) => {
  const { stdout } = await runCli(['show', 'Live.CallbackBeforeSendGift'])
  t.match(stdout, 'before: the answer decides')
  t.match(stdout, '102100 to 102200 are passed on to the client')
  t.match(stdout, 'it is blocked')
  t.match(stdout, /^GiftWater\.To_Account +list of identifier +required/m)
  t.match((await runCli(['show', 'Group.CallbackBeforeSendMsg'])).stdout, 'it is let through')
  t.match((await runCli(['show', 'Mic.CallbackAfterSeatInfoChanged'])).stdout, /^SeatList\[\]\./m)
  t.match(
    (await runCli(['show', 'Room.CallbackUpdateRoomInfo'])).stdout,
    /^Also written +Room\.CallbackUpdateRoomInfo$/m,
  )
})

t.test('show explains answers that hold more than a verdict', async (t) => {
  const shown = async (command: string) => (await runCli(['show', command])).stdout
  t.match(
    await shown('Group.CallbackBeforeInviteJoinGroup'),
    /^Answer field +RefusedMembers_Account: Who may not join/m,
  )
  t.match(
    await shown('Sns.CallbackPrevFriendAdd'),
    /^Codes +of each user of FriendItem: 0 allows; 38000 to 39000 refuse/m,
  )
  t.match(await shown('OfficialAccount.CallbackBeforeAddSubscriber'), /^Codes +1 refuses$/m)
  const answering = await shown('Chatbot.OnC2CSignalMessage')
  t.match(answering, /^Answer field +RspData: /m)
  t.notMatch(answering, 'Verdicts')
})

t.test('another shape of a sample is shown, and a wrong one names those that there are', async (t) => {
  const command = 'Group.CallbackAfterSendMsg'
  const old = await runCli(['show', command, '--product', 'chat', '--variant', 'old', '--json'])
  t.equal(old.json<{ sample: string }>().sample, sampleText(command, 'chat', 'old').trimEnd())
  const wrong = await runCli(['show', command, '--variant', 'new'])
  t.match([wrong.code, wrong.stderr], [2, /There is no sample "new" of[\s\S]*There are mention, notfound, old\./])
  t.match((await runCli(['show', 'Bot.OnC2CMessage', '--variant', 'new'])).stderr, 'It has one sample alone')
})

t.test('a command is found by its alias and in any case', async (t) => {
  for (const word of ['Room.CallbackUpdateRoomInfo', 'ROOM.CALLBACKAFTERUPDATEROOMINFO']) {
    t.equal((await runCli(['show', word, '--json'])).json()['command'], 'Room.CallbackAfterUpdateRoomInfo')
  }
})

t.test('an unknown command gets a hint', async (t) => {
  const similar = await runCli(['show', 'createroom'])
  t.equal(similar.code, 2)
  t.equal(similar.stdout, '')
  t.match(
    similar.stderr,
    /^unknown-command: There is no command "createroom"\.\nDid you mean .*"Room\.CallbackAfterCreateRoom"/,
  )
  const typo = await runCli(['send', 'Live.CallbackBeforeSendGitf'])
  t.match(typo.stderr, /\nDid you mean "Live\.CallbackBeforeSendGift"\?/)
  const strange = await runCli(['show', 'nonsense', '--json'])
  t.equal(strange.stderr, '')
  t.strictSame(strange.json(), {
    error: {
      code: 'unknown-command',
      message: 'There is no command "nonsense".',
      hint: 'See them all with `room-callbacks list`.',
    },
  })
})

t.test('a sample that a product does not print is refused', async (t) => {
  const { code, stderr } = await runCli(['show', 'Live.CallbackAfterCreateRoom', '--product', 'conference'])
  t.equal(code, 2)
  t.match(stderr, 'Its sample is of live.')
})
