import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { allow, deny, replace, type StepTrace } from '@room-callbacks/core'
import { createInbox, readInboxOptions } from '@room-callbacks/core/inbox'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, MemoryInboxStore, memoryInbox, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { observed, settled } from './receiver.ts'

const steps = ['receive', 'authenticate', 'read', 'parse', 'validate', 'deduplicate', 'handle', 'store', 'deliver']
const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error']
const traced = steps.flatMap((step) => events.map((event) => `tracing:room-callbacks:${step}:${event}`))
const plain = ['drift', 'inbox', 'inbox-failed'].map((name) => `room-callbacks:${name}`)

const marker = 'alice@example.com'
const token = 'the-callback-token'
const message = 'Group.CallbackBeforeSendMsg'
const after = 'Room.CallbackAfterMemberEnter'

/** Everything that is published during a test, as it is at that moment and as it is at the end. */
function hear(t: Test) {
  const messages: { channel: string; value: object }[] = []
  const leaks = new Set<string>()
  const look = (channel: string, value: object) => {
    if (reaches(value) || showsIt(value)) leaks.add(channel)
  }
  for (const name of [...traced, ...plain]) {
    const listen = (value: unknown) => {
      messages.push({ channel: name, value: value as object })
      look(name, value as object)
    }
    subscribe(name, listen)
    t.teardown(() => unsubscribe(name, listen))
  }
  return {
    messages,
    leaks: () => {
      for (const { channel, value } of messages) look(channel, value)
      return [...leaks]
    },
    heard: () => new Set(messages.map(({ channel }) => channel)),
  }
}

const isSecret = (text: string): boolean => text.includes(marker) || text.includes(token) || /[0-9a-f]{64}/.test(text)
const showsIt = (value: unknown): boolean => isSecret(inspect(value, { depth: 30, showHidden: true, getters: true }))

/** Whether what a packet, a token or a signature holds can be come by, by any property, symbol or getter. */
function reaches(start: object): boolean {
  const seen = new Set<unknown>()
  const open: unknown[] = [start]
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next === 'string' && isSecret(next)) return true
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    if (next instanceof Uint8Array && isSecret(Buffer.from(next).toString())) return true
    if (next instanceof Map || next instanceof Set) open.push([...next.entries()])
    for (
      let holder: object | null = next;
      holder && holder !== Object.prototype;
      holder = Object.getPrototypeOf(holder)
    ) {
      for (const key of Reflect.ownKeys(holder))
        open.push(typeof key === 'string' ? key : key.description, memberOf(next, key))
    }
  }
  return false
}

function memberOf(holder: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(holder, key)
  } catch {
    return undefined
  }
}

t.test('the channels of this test are all that there are', async (t) => {
  const named = new Set<string>()
  for (const file of readdirSync('packages', { recursive: true, encoding: 'utf8' })) {
    if (!/^\w+\/src\/.*\.ts$/.test(file)) continue
    const source = readFileSync(`packages/${file}`, 'utf8').replaceAll(/^ *\* .*$/gm, '')
    for (const [, name = ''] of source.matchAll(/hannel\(\s*[`'"]room-callbacks:([^`'"]+)/g)) named.add(name)
  }
  named.delete(`\${step}`)
  const known = [...plain.map((name) => name.slice('room-callbacks:'.length)), 'store', 'deliver']
  t.strictSame([...named].sort(), known.sort())
})

t.test('the search finds what it looks for', async (t) => {
  class Hidden {
    get event() {
      return { [Symbol('kept')]: new Map([['raw', Buffer.from(`{"a":"${marker}"}`)]]) }
    }
  }
  t.ok(reaches(new Hidden()))
  t.ok(reaches({ error: new Error(token) }))
  t.notOk(reaches(new Error('alone')))
})

t.test('tracing channels carry the command and the app, never a token, a signature or a packet', async (t) => {
  const { messages, leaks, heard } = hear(t)
  const { callbacks } = observed({ token })
  const thrown = () => Object.assign(new Error(`cannot save ${marker}`), { packet: { marker }, code: marker })
  callbacks
    .on(after, ({ RoomId }) => {
      if (RoomId === 'throws') throw thrown()
      return RoomId === 'rejects' ? Promise.reject(thrown()) : undefined
    })
    .on('Live.CallbackBeforeSendGift', ({ GiftWater }) =>
      GiftWater.Count > 1 ? deny(102101, marker) : (marker as never),
    )
    .on(message, ({ MsgBody, GroupId }) => {
      if (GroupId === 'throws') throw thrown()
      return GroupId === 'allows' ? allow() : replace({ MsgBody })
    })
  const send = (wire: string | object, options: object = {}) => inject(callbacks, wire, { token, ...options })
  const said = (GroupId: string) =>
    packet(message, {
      GroupId,
      From_Account: marker,
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: marker } }],
    })
  const entered = (RoomId: string) => packet(after, { RoomId, Operator_Account: marker })
  const outcomes: unknown[] = []
  for (const wire of [
    ...['replaces', 'allows', 'throws', 'replaces'].map(said),
    ...['handled', 'throws', 'rejects', 'handled'].map(entered),
    packet('Live.CallbackBeforeSendGift', { From_Account: marker, GiftWater: { Count: 2 } } as never),
    packet('Live.CallbackBeforeSendGift', { From_Account: marker, GiftWater: { Count: 1 } } as never),
    packet('Live.CallbackAfterChangeOwner', { Operator_Account: marker } as never),
    { CallbackCommand: 'Room.Tomorrow', Operator_Account: marker },
    { ...entered('drifts'), [marker]: 1, Type: marker, MemberList_Account: [marker] },
  ]) {
    outcomes.push((await send(wire)).outcome)
  }
  for (const [wire, options] of [
    [`{"RoomId":${marker}}`, { command: after }],
    [{ RoomId: { [marker]: 1 }, Operator_Account: marker }, { command: after }],
    [{ ...entered('another'), CallbackCommand: message }, { command: after }],
    [entered('forged'), { token: 'forged' }],
    [entered('foreign'), { sdkAppId: 5 }],
    [' '.repeat(300_000) + marker, { command: after }],
  ] as const) {
    outcomes.push((await send(wire, options)).outcome)
  }
  await callbacks.close()
  outcomes.push((await send(entered('closed'))).outcome)
  t.strictSame(outcomes, [
    ...['handled', 'handled', 'fallback', 'duplicate'],
    ...['handled', 'handler-failed', 'handler-failed', 'duplicate'],
    ...['handled', 'fallback', 'unhandled', 'unknown-command', 'handled'],
    ...['invalid-json', 'invalid-packet', 'command-mismatch', 'bad-signature', 'unknown-app', 'too-large', 'closing'],
  ])
  t.strictSame(leaks(), [])
  for (const step of steps.slice(0, 7)) t.ok(heard().has(`tracing:room-callbacks:${step}:end`), step)
  for (const step of ['authenticate', 'read', 'parse', 'validate']) {
    t.ok(heard().has(`tracing:room-callbacks:${step}:error`), `${step} failed`)
  }
  t.ok(heard().has('room-callbacks:drift'))
  for (const { channel, value } of messages) {
    if (!channel.startsWith('tracing:')) continue
    const allowed = ['error', 'receivedAs', 'result', 'sdkAppId']
    t.strictSame(
      Reflect.ownKeys(value).filter((key) => !allowed.includes(key as string)),
      [],
      channel,
    )
    const { error, result } = value as StepTrace
    if (error) t.match([error.name, error.cause, error.stack?.includes('\n')], ['RoomCallbacksError', undefined, false])
    if (result) t.strictSame(Object.keys(result), ['outcome'])
  }
  const ends = messages.filter(({ channel }) => channel === 'tracing:room-callbacks:receive:asyncEnd')
  t.strictSame(
    ends.map(({ value }) => (value as StepTrace).result?.outcome),
    outcomes,
    'each end says what became of it',
  )
})

t.test('what is thrown where no error of this library is expected is told by a code of ours', async (t) => {
  const { messages, leaks } = hear(t)
  const hostile = Proxy.revocable({}, {})
  hostile.revoke()
  const store = {
    claim() {
      throw new Error(marker)
    },
    complete: async () => Promise.reject(hostile.proxy),
    release: async () => Promise.reject(Object.assign(new Error(marker), { code: 'internal' })),
  }
  const callbacks = roomCallbacks(1400000000, { deduplication: { store } })
    .on(after, () => {})
    .on('error', () => {})
  const body = { kind: 'value', value: { toJSON: () => marker } } as const
  for (const source of [
    body,
    {
      kind: 'bytes',
      get bytes(): Uint8Array {
        throw new Error(marker)
      },
    },
  ] as const) {
    const reply = await callbacks.receive({
      method: 'POST',
      query: `SdkAppid=1400000000&CallbackCommand=${after}`,
      headers: {},
      body: source,
      remoteAddress: undefined,
      host: undefined as never,
    })
    t.ok(reply && reply.status >= 400)
  }
  t.equal((await inject(callbacks, packet(after, { Operator_Account: marker }))).outcome, 'handled')
  await callbacks.close()
  t.strictSame(leaks(), [])
  const [failed] = messages.filter(({ channel }) => channel === 'tracing:room-callbacks:read:error')
  t.match(failed?.value, { error: { code: 'internal' } })
})

t.test('the channels of an inbox carry ids, commands and codes', async (t) => {
  const { messages, leaks, heard } = hear(t)
  const inbox = memoryInbox({ attempts: 1 })
  const { callbacks } = observed({ inbox, recordDecisions: true })
  callbacks
    .on(after, ({ RoomId }) => {
      if (RoomId === 'throws') throw Object.assign(new Error(marker), { marker })
    })
    .on(message, () => allow())
  const entered = (RoomId: string) => packet(after, { RoomId, Operator_Account: marker })
  for (const wire of [
    entered('handled'),
    entered('handled'),
    entered('throws'),
    { CallbackCommand: 'Room.Tomorrow', Operator_Account: marker },
    { CallbackCommand: after, Operator_Account: { [marker]: 1 } },
    packet('Live.CallbackAfterChangeOwner', { Operator_Account: marker } as never),
    packet(message, { From_Account: marker }),
  ]) {
    await inject(callbacks, wire)
  }
  await inbox.drain()
  await inbox.retry('all')
  await inbox.drain()
  await callbacks.close()
  await inbox.close()
  t.strictSame(leaks(), [])
  const results = (step: string) =>
    messages
      .filter(({ channel }) => channel === `tracing:room-callbacks:${step}:asyncEnd`)
      .map(({ value }) => (value as { result?: object }).result)
  t.match(results('store'), [{ state: 'stored' }, { state: 'duplicate' }])
  const delivered = results('deliver')
  for (const result of [{ state: 'handled' }, { state: 'failed', code: 'handler-failed' }]) {
    t.ok(
      delivered.some((other) => inspect(other) === inspect(result)),
      inspect(result),
    )
  }
  t.ok(heard().has('room-callbacks:inbox'))
})

t.test('an inbox that fails is told by the code', async (t) => {
  const { messages, leaks } = hear(t)
  const memory = memoryInbox()
  const foreign = () => Object.assign(new Error(`cannot write ${marker}`), { args: [marker] })
  const inbox: typeof memory = Object.create(memory, { put: { value: () => Promise.reject(foreign()) } })
  const { callbacks, errors } = observed({ inbox })
  callbacks.on(after, () => {})
  t.equal((await inject(callbacks, packet(after, { Operator_Account: marker }))).outcome, 'store-failed')
  await settled()
  await callbacks.close()
  await memory.close()
  t.match(errors, [{ code: 'store-failed', cause: { message: /cannot write/ } }], 'the hook hears more')
  t.strictSame(leaks(), [])
  const [failed] = messages.filter(({ channel }) => channel === 'tracing:room-callbacks:store:error')
  t.match(failed?.value, { error: { code: 'inbox-failed', cause: undefined } })
})

/** The versioned interface: the fields of a message of each channel, as docs/reference/channels.md lists them. */
const shapes: { readonly [channel: string]: { readonly [field: string]: string } } = {
  receive: { receivedAs: 'string', sdkAppId: 'string', result: 'object' },
  authenticate: { receivedAs: 'string', sdkAppId: 'string', error: 'object' },
  read: { receivedAs: 'string', sdkAppId: 'string', error: 'object' },
  parse: { receivedAs: 'string', sdkAppId: 'string', error: 'object' },
  validate: { receivedAs: 'string', sdkAppId: 'string', error: 'object' },
  deduplicate: { receivedAs: 'string', sdkAppId: 'string', result: 'object' },
  handle: { receivedAs: 'string', sdkAppId: 'string', result: 'object' },
  store: { id: 'string', receivedAs: 'string', sdkAppId: 'string', carrier: 'object', result: 'object' },
  deliver: {
    id: 'string',
    receivedAs: 'string',
    sdkAppId: 'string',
    carrier: 'object',
    attempt: 'number',
    result: 'object',
  },
  drift: { command: 'string', kind: 'string', path: 'string', detail: 'string' },
  inbox: { type: 'string', id: 'string', command: 'string', attempt: 'number' },
  'inbox-failed': { cause: 'object' },
}

t.test('the messages have the fields of the versioned interface, of their types', async (t) => {
  const { messages } = hear(t)
  const { callbacks } = observed({ token })
  callbacks.on(after, () => {})
  const send = (wire: string | object, options: object = {}) =>
    inject(callbacks, wire, { token, command: after, ...options })
  await send({ ...packet(after), Drift: 1, MemberCount: '5' })
  await send(packet(after), { token: 'wrong' })
  await send(' '.repeat(300_000))
  await send('{')
  await send('{}')
  await callbacks.close()

  const memory = memoryInbox({ attempts: 1 })
  const stored = observed({ inbox: memory })
  stored.callbacks.on(after, () => {
    throw new Error('as asked')
  })
  await inject(stored.callbacks, packet(after))
  await memory.drain({ timeout: 20_000 })
  await memory.purge({ state: 'dead' })
  await stored.callbacks.close()
  await memory.close()

  const settings = readInboxOptions({})
  const store = new MemoryInboxStore(settings)
  store.lease = () => Promise.reject(new Error('as asked'))
  const failing = createInbox(store, settings)
  failing.deliver(async () => ({ state: 'handled' }))
  while (!messages.some(({ channel }) => channel === 'room-callbacks:inbox-failed')) await settled()
  await failing.close({ timeout: 1000 }).catch(() => {})

  const found: { [channel: string]: { [field: string]: string } } = {}
  for (const { channel, value } of messages) {
    const [, name = ''] = /room-callbacks:([\w-]+)/.exec(channel) ?? []
    found[name] ??= {}
    for (const [field, content] of Object.entries(value)) if (content !== undefined) found[name][field] = typeof content
  }
  t.strictSame(found, shapes)
  const documented = readFileSync('docs/reference/channels.md', 'utf8')
  for (const [name, fields] of Object.entries(shapes)) {
    t.match(documented, new RegExp(`\`(room-callbacks)?:${name}\``), name)
    for (const field of Object.keys(fields)) t.match(documented, new RegExp(`\`${field}\\b`), field)
  }
})
