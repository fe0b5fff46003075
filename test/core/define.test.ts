import { deny, replace } from '@room-callbacks/core'
import {
  Account,
  AnyObject,
  BooleanField,
  Count,
  defineCommand,
  IntegerCode,
  List,
  Milliseconds,
  OpenEnum,
  OptionalAccount,
  RoomIdentifier,
  Seconds,
  Text,
} from '@room-callbacks/core/define'
import { inject } from '@room-callbacks/testing'
import t from 'tap'
import Type from 'typebox'
import { decision, observed } from './receiver.ts'

const memberExit = () =>
  defineCommand('Test.CallbackAfterMemberExit', {
    phase: 'after',
    aliases: ['Test.CallbackMemberExit'],
    body: {
      GroupId: RoomIdentifier('Group id.'),
      ExitType: Type.Optional(OpenEnum('How.', ['Kicked', 'Quit'])),
      ExitMemberList: List('Who.', Type.Object({ Member_Account: Account('User id.') })),
      EventTime: Milliseconds('When.'),
    },
  })

const createGroup = () =>
  defineCommand('Test.CallbackBeforeCreateGroup', {
    phase: 'before',
    answer: {
      verdicts: ['allow', 'deny', 'replace'],
      codes: [10100, 10200],
      platformDefault: 'allow',
      fields: { replace: Type.Object({ Name: Text('Name.') }, { additionalProperties: false }) },
    },
    deduplicate: false,
    body: { Name: Text('Name.'), Score: Type.Optional(Type.Number()) },
  })

t.test('a defined After command is normalised, validated and typed like one of the catalog', async (t) => {
  const { callbacks } = observed()
  const seen: unknown[] = []
  const command = memberExit()
  callbacks.on(command, ({ GroupId, ExitType, ExitMemberList, EventTime }, context) => {
    const how: string | undefined = ExitType
    const time: number = EventTime
    const name: 'Test.CallbackAfterMemberExit' = context.command
    seen.push([GroupId, how, ExitMemberList[0]?.Member_Account, time, name, context.eventTime?.getTime()])
  })
  const wire = { GroupId: 5, ExitType: null, ExitMemberList: [{ Member_Account: 7 }], EventTime: '9' }
  t.equal((await inject(callbacks, wire, { command: 'Test.CallbackMemberExit' })).outcome, 'handled')
  t.strictSame(seen, [['5', undefined, '7', 9, 'Test.CallbackAfterMemberExit', 9]])
  t.equal((await inject(callbacks, {}, { command: command.name })).outcome, 'invalid-packet')
  t.strictSame(callbacks.registered(), ['Test.CallbackAfterMemberExit', 'error', 'rejected'])
})

t.test('a defined Before command is decided', async (t) => {
  const { callbacks } = observed()
  callbacks.on(createGroup(), ({ Name }) =>
    Name === 'bad' ? deny(10101, 'No') : { kind: 'replace', fields: { Name: 'better' } as never },
  )
  const send = (Name: string) => inject(callbacks, { CallbackCommand: 'Test.CallbackBeforeCreateGroup', Name })
  t.equal(decision(await send('bad')), '200 handled OK 10101 No')
  t.match((await send('good')).answer, { ErrorCode: 0, Name: 'better' })
})

t.test('a definition registers several handlers, but a word has one definition', async (t) => {
  const { callbacks } = observed()
  const command = memberExit()
  callbacks.on(command, () => {}).on(command, () => {})
  t.throws(() => callbacks.on(memberExit(), () => {}), { code: 'invalid-definition', message: /defined already/ })
})

t.test('the catalog cannot be redefined', async (t) => {
  const { callbacks } = observed()
  const room = defineCommand('Room.CallbackAfterCreateRoom', { phase: 'after', body: {} })
  t.throws(() => callbacks.on(room, () => {}), { code: 'invalid-definition' })
  const alias = defineCommand('Room.New', { phase: 'after', body: {}, aliases: ['Live.CallbackBeforeSendGift'] })
  t.throws(() => callbacks.on(alias, () => {}), { code: 'invalid-definition', message: /Live\.CallbackBeforeSendGift/ })
})

t.test('a definition that comes too late is not known', async (t) => {
  const { callbacks } = observed()
  const command = memberExit()
  t.equal((await inject(callbacks, {}, { command: command.name })).outcome, 'unknown-command')
  t.throws(() => callbacks.on(command, () => {}), { code: 'late-registration' })
  t.equal((await inject(callbacks, {}, { command: command.name })).outcome, 'unknown-command')
})

t.test('an event time and a placement whose holder is missing', async (t) => {
  const { callbacks } = observed()
  const times: unknown[] = []
  const command = defineCommand('Room.Holder', {
    phase: 'after',
    eventTime: [{ path: 'Info.At', unit: 'ms' }],
    placements: [{ from: ['At'], to: ['Info', 'At'] }],
    body: { Info: Type.Optional(Type.Object({ At: Milliseconds('When.') })) },
  })
  const events: unknown[] = []
  callbacks.on(command, (event, { eventTime }) => {
    events.push(event)
    times.push(eventTime?.getTime())
  })
  await inject(callbacks, { At: 5 }, { command: 'Room.Holder' })
  await inject(callbacks, { At: 5, Info: {} }, { command: 'Room.Holder' })
  t.strictSame(times, [undefined, 5])
  t.strictSame(events[0], { At: 5, CallbackCommand: 'Room.Holder' }, 'nothing is lost')
})

t.test('a rule of its own is told as one', async (t) => {
  const { callbacks, rejections } = observed()
  const long = defineCommand('Room.Long', { phase: 'after', body: { Name: Type.String({ maxLength: 3 }) } })
  callbacks.on(long, () => {})
  t.equal((await inject(callbacks, { Name: 'four' }, { command: 'Room.Long' })).outcome, 'invalid-packet')
  t.match(rejections[0]?.error.message, /Name is not as documented\.$/)
})

t.test('a definition without much', async (t) => {
  const { callbacks } = observed()
  const times: unknown[] = []
  const bare = defineCommand('Room.Bare', { phase: 'after', body: { Id: Type.Optional(Type.String()) } })
  callbacks.on(bare, (_event, { eventTime }) => times.push(eventTime))
  t.equal((await inject(callbacks, {}, { command: 'Room.Bare' })).outcome, 'handled')
  t.strictSame(times, [undefined])
  const { summary, products, documents, aliases, placements, eventTime, deduplicate } = bare
  t.strictSame([summary, products, documents, aliases, placements, eventTime], ['', [], [], [], [], []])
  t.equal(deduplicate, true)
})

t.test('what cannot be defined', async (t) => {
  const answer = { verdicts: ['deny'], codes: [1, 2], platformDefault: 'allow' } as const
  const replacement = Type.Object({})
  const wrong: readonly (readonly [message: RegExp, define: () => unknown])[] = [
    [/"NoDot" is not a command word/, () => defineCommand('NoDot', { phase: 'after', body: {} })],
    [/"Two.Dots.Here" is not/, () => defineCommand('Two.Dots.Here', { phase: 'after', body: {} })],
    [/"" is not/, () => defineCommand('', { phase: 'after', body: {} })],
    [/needs the rules of its answer/, () => defineCommand('A.B', { phase: 'before', body: {} } as never)],
    [/needs the rules of its answer/, () => defineCommand('A.B', { phase: 'after', answer, body: {} } as never)],
    [
      /replace\(\) needs its fields/,
      () => defineCommand('A.B', { phase: 'before', answer: { ...answer, verdicts: ['replace'] }, body: {} }),
    ],
    [
      /replace\(\) needs its fields/,
      () =>
        defineCommand('A.B', { phase: 'before', answer: { ...answer, fields: { replace: replacement } }, body: {} }),
    ],
  ]
  for (const [message, define] of wrong) t.throws(define, { code: 'invalid-definition', message })
  const nonsense = () => defineCommand('A.B', { phase: 'after', body: { X: Type.Unsafe({ type: 'nonsense' }) } })
  t.throws(nonsense, {
    code: 'invalid-definition',
    message: /does not compile/,
    cause: { message: /schema is invalid/ },
  })
})

t.test('every kind of field is normalised by its kind', async (t) => {
  const { callbacks } = observed()
  const every = defineCommand('Room.Every', {
    phase: 'after',
    body: {
      Account: Account('a'),
      RoomId: RoomIdentifier('b'),
      Seat: Type.Optional(OptionalAccount('c')),
      Flag: BooleanField('d'),
      Count: Count('e'),
      Mark: IntegerCode('f'),
      At: Milliseconds('g'),
      Since: Seconds('h'),
      Text: Text('i'),
      Open: AnyObject('j'),
      List: List('k', BooleanField('l')),
      Nested: Type.Object({ Maybe: Type.Optional(BooleanField('m')) }),
    },
  })
  const seen: unknown[] = []
  callbacks.on(every, (event) => seen.push(event))
  const wire = { Account: 1, RoomId: 2, Seat: '', Flag: 'true', Count: '3', Mark: '4', At: '5', Since: '6', Text: '7' }
  await inject(
    callbacks,
    { ...wire, Open: { x: '8' }, List: ['false', true], Nested: { Maybe: null } },
    { command: 'Room.Every' },
  )
  const rest = {
    Flag: true,
    Count: 3,
    Mark: 4,
    At: 5,
    Since: 6,
    Text: '7',
    Open: { x: '8' },
    List: [false, true],
    Nested: {},
  }
  t.strictSame(seen, [{ CallbackCommand: 'Room.Every', Account: '1', RoomId: '2', ...rest }])
  t.equal(
    (await inject(callbacks, { ...wire, Open: [], List: [], Nested: {} }, { command: 'Room.Every' })).outcome,
    'invalid-packet',
  )
})

t.test('a field may be called like what every object has', async (t) => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'isPrototypeOf']
  const { callbacks, rejections } = observed({ deduplication: false })
  const seen: unknown[] = []
  const fields = Object.fromEntries(names.map((name) => [name, Type.Optional(Account(`The ${name}.`))]))
  const optional = defineCommand('Test.CallbackOptional', {
    phase: 'after',
    body: { GroupId: Text('Group.'), Inner: Type.Object(fields), ...fields },
  })
  const required = defineCommand('Test.CallbackRequired', {
    phase: 'after',
    body: { constructor: Text('One.'), Inner: Type.Object({ toString: Text('Two.') }) },
  })
  const placed = defineCommand('Test.CallbackPlaced', {
    phase: 'after',
    eventTime: [{ path: 'constructor.length', unit: 'ms' }],
    placements: [
      { from: ['constructor', 'name'], to: ['Name'] },
      { from: ['Name2'], to: ['constructor', 'prototype', 'polluted'] },
      { from: ['toString'], to: ['valueOf'] },
    ],
    body: {
      Name: Type.Optional(Text('Name.')),
      Name2: Type.Optional(Text('Name.')),
      valueOf: Type.Optional(Text('V.')),
    },
  })
  callbacks.on(optional, (event) => seen.push({ ...event }))
  callbacks.on(required, (event) => seen.push({ ...event }))
  callbacks.on(placed, (event, { eventTime }) => seen.push({ ...event, time: eventTime }))
  const outcomeOf = async (command: string, wire: object) => (await inject(callbacks, wire, { command })).outcome

  t.equal(await outcomeOf(optional.name, { GroupId: 'g', Inner: {} }), 'handled')
  t.strictSame(seen.pop(), { CallbackCommand: optional.name, GroupId: 'g', Inner: {} })
  const wire = { GroupId: 'g', constructor: 5, toString: 'a', valueOf: null, Inner: { hasOwnProperty: 6 } }
  t.equal(await outcomeOf(optional.name, wire), 'handled', 'each is normalised')
  const { CallbackCommand, ...event } = seen.pop() as Record<string, unknown>
  t.equal(CallbackCommand, optional.name)
  t.strictSame(
    Object.entries(event),
    Object.entries({ GroupId: 'g', constructor: '5', toString: 'a', Inner: event['Inner'] }),
  )
  t.strictSame(Object.entries(event['Inner'] as object), [['hasOwnProperty', '6']])

  t.equal(await outcomeOf(required.name, { Inner: { toString: 'two' } }), 'invalid-packet')
  t.equal(await outcomeOf(required.name, { constructor: 'one', Inner: {} }), 'invalid-packet')
  t.match(
    rejections.map(({ error }) => error.message),
    [/constructor is missing\.$/, /Inner\.toString is missing\.$/],
  )
  t.equal(await outcomeOf(required.name, { constructor: 'one', Inner: { toString: 'two' } }), 'handled')

  t.equal(await outcomeOf(placed.name, { Name2: 'x' }), 'handled')
  t.equal((Object.prototype as { polluted?: unknown }).polluted, undefined)
  t.match(Object.entries(seen.pop() as object), [
    ['Name2', 'x'],
    ['CallbackCommand', placed.name],
    ['time', undefined],
  ])
  t.equal(await outcomeOf(placed.name, { constructor: { name: 'n', length: 7 }, toString: 'v' }), 'handled')
  t.match(seen.pop(), { Name: 'n', time: new Date(7) })
})

t.test('a replacement may have such fields, too, and no field is called __proto__', async (t) => {
  const { callbacks, errors } = observed()
  const replacement = Type.Object({ toString: Type.Optional(Text('One.')) }, { additionalProperties: false })
  const before = {
    phase: 'before',
    answer: { verdicts: ['replace'], codes: [1, 2], platformDefault: 'allow', fields: { replace: replacement } },
  } as const
  const command = defineCommand('Test.CallbackReplaced', { ...before, body: {} })
  callbacks.on(command, () => replace({} as never))
  t.strictSame((await inject(callbacks, {}, { command: command.name })).answer, {
    ActionStatus: 'OK',
    ErrorInfo: '',
    ErrorCode: 0,
  })
  t.strictSame(errors, [])
  for (const body of [{ ['__proto__']: Text('No.') }, { Inner: Type.Object({ ['__proto__']: Text('No.') }) }]) {
    t.throws(() => defineCommand('Test.CallbackPrototype', { phase: 'after', body }), {
      code: 'invalid-definition',
      message: /no field can be called __proto__/,
    })
  }
  t.equal(
    defineCommand('Test.CallbackText', { phase: 'after', body: { A: Text('Not "__proto__": at all') } }).name,
    'Test.CallbackText',
  )
})
