import { roomCallbacks } from '@room-callbacks/node'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed, settled } from './receiver.ts'

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
      /RoomInfo\.RoomId is missing\.$/,
      /RoomInfo\.RoomName is not of type string\.$/,
      /MemberList_Account\.0 is not of type/,
    ],
  )
})

t.test('an error that nobody hears is printed', async (t) => {
  const printed = t.capture(console, 'error')
  const silent = roomCallbacks(appId).on(command, () => {
    throw new Error('lost?')
  })
  t.equal((await inject(silent, packet(command))).status, 500)
  t.match(printed(), [{ args: [{ code: 'handler-failed', cause: { message: 'lost?' } }] }])

  const broken = roomCallbacks(appId)
    .on(command, () => {
      throw new Error('lost?')
    })
    .on('error', () => {
      throw new Error('the hook too')
    })
  t.equal((await inject(broken, packet(command))).status, 500)
  t.match(printed(), [
    { args: [{ code: 'handler-failed', cause: { message: 'lost?' } }] },
    { args: [{ code: 'hook-failed', cause: { message: 'the hook too' } }] },
  ])
})

t.test('what cannot even be printed breaks nothing', async (t) => {
  const printed = t.capture(console, 'error', (error: unknown) => {
    if (typeof error === 'object') throw new Error('cannot be shown')
  })
  const silent = roomCallbacks(appId).on(command, () => {
    throw new Error('hostile')
  })
  t.equal((await inject(silent, packet(command))).answer.ErrorInfo, 'handler-failed')
  t.match(printed().at(-1), { args: ['handler-failed: A handler of an After callback threw.'] })
})

t.test('a fault of the receiver itself is a coded error', async (t) => {
  const { callbacks, errors, rejections } = observed({
    addresses: () => {
      throw new Error('lookup failed')
    },
  })
  const { status, answer } = await inject(callbacks, packet(command))
  t.equal(status, 500)
  t.equal(answer.ErrorInfo, 'internal')
  await settled()
  t.match(errors, [{ code: 'internal', cause: { message: 'lookup failed' } }])
  t.match(rejections, [{ outcome: 'internal' }])
})
