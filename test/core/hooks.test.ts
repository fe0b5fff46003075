import { messageText } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed, printedLines, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
type Hook = 'unknown' | 'rejected' | 'unhandled' | 'duplicate'

/** Sends what runs a hook, and gives the outcome. */
async function run(callbacks: ReturnType<typeof roomCallbacks>, hook: Hook) {
  if (hook === 'unknown') return (await inject(callbacks, { CallbackCommand: 'Room.New', Extra: 1 })).outcome
  if (hook === 'rejected') return (await inject(callbacks, '{', { command })).outcome
  if (hook === 'unhandled') return (await inject(callbacks, packet('Live.CallbackAfterChangeOwner'))).outcome
  await inject(callbacks, packet(command))
  return (await inject(callbacks, packet(command))).outcome
}

const outcomes = {
  unknown: 'unknown-command',
  rejected: 'invalid-json',
  unhandled: 'unhandled',
  duplicate: 'duplicate',
}

for (const [hook, outcome] of Object.entries(outcomes) as [Hook, string][]) {
  t.test(`the ${hook} hook`, async (t) => {
    await t.test('runs for its callbacks only, each time it was registered', async (t) => {
      const { callbacks } = observed()
      let ran = 0
      callbacks.on(command, () => {})
      callbacks.on(hook, () => ran++).on(hook, async () => ran++)
      for (const other of Object.keys(outcomes) as Hook[]) if (other !== hook) await run(callbacks, other)
      await settled()
      t.equal(ran, 0)
      t.equal(await run(callbacks, hook), outcome)
      await settled()
      t.equal(ran, 2)
    })

    await t.test('never changes a reply', async (t) => {
      for (const fail of [
        () => {
          throw new Error('thrown')
        },
        async () => {
          throw new Error('rejected')
        },
      ]) {
        const { callbacks, errors } = observed()
        callbacks.on(command, () => {}).on(hook, fail)
        t.equal(await run(callbacks, hook), outcome)
        await callbacks.close()
        const cause = { message: /^(thrown|rejected)$/ }
        t.match(errors, [{ code: 'hook-failed', message: new RegExp(`"${hook}"`), cause }])
      }
    })
  })
}

t.test('the unknown hook gets the packet as parsed', async (t) => {
  const { callbacks } = observed()
  const seen: unknown[] = []
  callbacks.on('unknown', (packet, { command, receivedAs, phase, eventTime, sdkAppId }) =>
    seen.push([packet, command, receivedAs, phase, eventTime, sdkAppId]),
  )
  await inject(callbacks, '{"CallbackCommand":"Room.New","Id":144115233775727695}', { command: 'Room.New' })
  const packet = { CallbackCommand: 'Room.New', Id: '144115233775727695' }
  t.strictSame(seen, [[packet, 'Room.New', 'Room.New', 'after', undefined, String(appId)]])
})

t.test('the rejected hook tells what was refused, and why', async (t) => {
  const { callbacks, rejections } = observed({ clock: () => 5 })
  await inject(callbacks, '{"RoomId":5}', { command })
  const [rejection] = rejections
  t.match(rejection, {
    outcome: 'invalid-packet',
    receivedAs: command,
    sdkAppId: String(appId),
    receivedAt: new Date(5),
  })
  t.equal(rejection?.error.name, 'RoomCallbacksError')
  t.match(rejection?.error.message, /Operator_Account is missing\.$/)
  t.equal(Buffer.from(rejection?.raw ?? []).toString(), '{"RoomId":5}')
})

t.test('a violation is told by its path', async (t) => {
  const { callbacks, rejections } = observed()
  const send = (wire: object, command: string) => inject(callbacks, wire, { command })
  await send(
    packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId: undefined } }),
    'Room.CallbackAfterCreateRoom',
  )
  await send(
    packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomName: 5 as never } }),
    'Room.CallbackAfterCreateRoom',
  )
  await send(
    packet('Room.CallbackAfterMemberEnter', { MemberList_Account: [{}] as never }),
    'Room.CallbackAfterMemberEnter',
  )
  t.match(
    rejections.map(({ error }) => error.message),
    [
      /Room\.CallbackAfterCreateRoom: RoomInfo\.RoomId is missing\.$/,
      /Room\.CallbackAfterCreateRoom: RoomInfo\.RoomName is not of type string\.$/,
      /Room\.CallbackAfterMemberEnter: MemberList_Account\.0 is not of type/,
    ],
  )
})

t.test('without an error hook, an error is printed with what was thrown and where', async (t) => {
  const printed = printedLines(t)
  const silent = roomCallbacks(appId).on(command, () => {
    throw Object.assign(new TypeError('lost?', { cause: new Error('below') }), { code: 'E_LOST', packet: 'private' })
  })
  t.equal((await inject(silent, packet(command))).status, 500)
  const lines = printed.splice(0)
  t.match(lines[0], /^room-callbacks: handler-failed: A handler threw\. It handles Room\.CallbackAfterMemberEnter/)
  t.match(lines[0], /, registered at .*hooks\.test\.ts:\d+:\d+\.$/)
  t.match(lines[1], /^ {4}\w.*The cause is the error that it threw/)
  t.equal(lines[2], '    caused by TypeError [E_LOST]: lost?')
  t.match(lines[3], /^ {8}at .*hooks\.test\.ts:\d+:\d+/)
  t.ok(lines.includes('    caused by Error: below'))
  t.notMatch(lines.join('\n'), 'private', 'what an error carries beside its message may be a packet')

  const broken = roomCallbacks(appId)
    .on(command, () => {
      throw new Error('lost?')
    })
    .on('error', () => {
      throw new Error('the hook too')
    })
  t.equal((await inject(broken, packet(command))).status, 500)
  const heads = printed.filter((line) => line.startsWith('room-callbacks:'))
  t.match(heads, [
    /: handler-failed: /,
    /: hook-failed: A hook threw\. It was "error", registered at .*:\d+:\d+\. It was Room\.\w+\.$/,
  ])
  t.ok(printed.includes('    caused by Error: the hook too'))
})

t.test('what is printed holds no control character of a stranger, and no line of theirs', async (t) => {
  const printed = printedLines(t)
  const word = '\u001b]0;pwned\u0007\u001b[2J\u009b2J\n2026-11-26 ERROR admin logged in\u2028\u202e'
  const repeating = roomCallbacks(appId).on('Group.CallbackAfterSendMsg', ({ MsgBody }) => {
    throw new Error(messageText(MsgBody))
  })
  const Text = word
  await inject(
    repeating,
    packet('Group.CallbackAfterSendMsg', { MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text } }] }),
  )
  await inject(repeating, '{}', { command: `${word}.Y`, sdkAppId: `9${word}` as never })
  await inject(repeating, '{}', { command: `X.${word}`, sdkAppId: 5 })
  const inbox = memoryInbox()
  const storing = roomCallbacks(appId, { inbox }).on('*', () => {})
  await inject(storing, '{}', { command: `X.${word}` })
  await inbox.retry('all')
  while (!printed.some((line) => line.includes('dead-letter'))) await settled()
  await storing.close()
  t.ok(printed.length > 4)
  for (const line of printed) {
    t.notMatch(line, /\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u)
    t.match(line, /^(room-callbacks: | {4})/)
  }
})

t.test('a console that throws breaks nothing', async (t) => {
  t.capture(console, 'error', () => {
    throw new Error('EPIPE')
  })
  const silent = roomCallbacks(appId).on(command, () => {
    throw new Error('hostile')
  })
  t.equal((await inject(silent, packet(command))).answer.ErrorInfo, 'handler-failed')
})

t.test('errors name the handler as it was registered, also where the stack does not tell', async (t) => {
  const { callbacks, errors } = observed()
  const fail = () => {
    throw new Error('both')
  }
  callbacks.on(command, fail).on('*', () => fail())
  callbacks.on('Live.CallbackBeforeSendGift', fail)
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  callbacks.on('Live.CallbackAfterChangeOwner', () => fail())
  Error.stackTraceLimit = limit
  await inject(callbacks, packet(command))
  await inject(callbacks, packet('Live.CallbackBeforeSendGift'))
  await inject(callbacks, packet('Live.CallbackAfterChangeOwner'))
  await settled()
  const told = errors.map(({ message }) =>
    message.replaceAll(/registered at \S*hooks\.test\.ts:\d+:\d+/g, 'registered HERE'),
  )
  t.same(told.sort(), [
    'A handler threw. It decides about Live.CallbackBeforeSendGift, registered HERE.',
    'A handler threw. It handles Live.CallbackAfterChangeOwner.',
    'A handler threw. It handles Room.CallbackAfterMemberEnter, registered HERE.',
    'A handler threw. It is one of "*", registered HERE, given Live.CallbackAfterChangeOwner.',
    'A handler threw. It is one of "*", registered HERE, given Live.CallbackBeforeSendGift.',
    'A handler threw. It is one of "*", registered HERE, given Room.CallbackAfterMemberEnter.',
  ])
})

t.test('a fault of the receiver itself is a coded error', async (t) => {
  const { callbacks, errors, rejections } = observed({
    clock: () => {
      throw new Error('no time')
    },
  })
  const { status, answer } = await inject(callbacks, packet(command))
  t.equal(status, 500)
  t.equal(answer.ErrorInfo, 'internal')
  await settled()
  t.match(errors, [{ code: 'internal', cause: { message: 'no time' } }])
  t.match(rejections, [{ outcome: 'internal' }])
})
