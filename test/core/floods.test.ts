import { explain } from '@room-callbacks/core/inspect'
import { inject, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { appId, observed } from './receiver.ts'

// Nothing here is measured: with work that grows with the square of the length, these queries would not end.
const length = 4_000_000
const repeated = (text: string) => text.repeat(length / text.length)
const ours = `SdkAppid=${appId}&CallbackCommand=Room.CallbackAfterDestroyRoom`

/** Receives a request with nothing but a query, and counts what is decoded. */
function receive(t: Test, query: string) {
  const decoded = t.capture(globalThis, 'decodeURIComponent', decodeURIComponent)
  const { callbacks, rejections } = observed()
  const host = undefined as never
  const reply = callbacks.receive({
    method: 'POST',
    query,
    headers: {},
    body: { kind: 'consumed' },
    remoteAddress: '',
    host,
  })
  return { reply, rejections, decoded: () => decoded().length }
}

t.test('a flood of parameters that is no callback costs one pass, and nothing of it is decoded', async (t) => {
  for (const unit of [
    '&',
    '=',
    'a&',
    '+&',
    '%&',
    '%',
    'a=1&',
    'Sign=%&',
    'Sign[]=%zz&',
    'CallbackComman%&',
    'CallbackCommandd=&',
    'callbackcommand',
    `%43${'a'.repeat(61)}&`,
  ]) {
    const { reply, decoded } = receive(t, repeated(unit))
    t.equal(reply, undefined, unit)
    t.equal(decoded(), 0, unit)
  }
})

t.test('a flood of parameters in a callback is refused, and none is decoded twice', async (t) => {
  for (const unit of ['Sign=%&', 'sign[]=%zz&', '%53ign=%&', 'CallbackCommand=%&', 'OptPlatform=%ff+&', '%&', '&']) {
    const { reply, rejections, decoded } = receive(t, `${repeated(unit)}&${ours}&Sign=%41`)
    const { outcome } = (await reply) ?? {}
    t.equal(outcome, ['%&', '&'].includes(unit) ? 'body-already-read' : 'malformed-query', unit)
    t.equal(rejections.length, 1)
    const count = decoded()
    t.ok(count > 0 && count <= 7, `${count} values were decoded`)
  }
})

t.test(
  'a name is known in any case and spelling of its letters, and by nothing that only looks like them',
  async (t) => {
    const outcomeOf = async (query: string) => (await receive(t, query).reply)?.outcome
    const rest = `=Room.CallbackAfterDestroyRoom&SdkAppid=${appId}`
    for (const name of ['CALLBACKCOMMAND', '%63allback%43ommand', '%43%61llbackcommand']) {
      t.equal(await outcomeOf(name + rest), 'body-already-read', name)
    }
    for (const name of ['CallbackCommand[', 'CallbackCommand%5b0%5d', 'callbackcommand%5B%f']) {
      t.equal(await outcomeOf(name + rest), 'malformed-query', name)
    }
    // The Kelvin sign is a K without case; the others are cut short, too long, or no hexadecimal digits.
    for (const name of [
      '%E2%84%AA',
      'Callbac%E2%84%AACommand',
      'Callback%4',
      'CallbackCommand%',
      'CallbackCommand%4g',
    ]) {
      t.equal(await outcomeOf(name + rest), undefined, name)
    }
    for (const name of ['%C3allbackCommand', 'CallbackCommand%g4', '\u0143allbackCommand', '%%43allbackCommand']) {
      t.equal(await outcomeOf(name + rest), undefined, name)
    }
  },
)

t.test('what drifts again and again in one packet is told once, and in all at most 1000 times', async (t) => {
  const { callbacks } = observed()
  const command = 'Room.CallbackAfterMemberEnter'
  const explained = (wire: object) => explain(callbacks, { command, raw: Buffer.from(JSON.stringify(wire)) })
  const listed = explained(packet(command, { MemberList_Account: Array.from({ length: 50_000 }, () => 1) as never }))
  t.strictSame(listed.drifts, [{ kind: 'converted-field', path: 'MemberList_Account[]', detail: 'number to string' }])
  t.match(listed.event, { MemberList_Account: Array.from({ length: 50_000 }, () => '1') }, 'each was converted')
  const unknown = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`Field${index}`, 1]))
  t.equal(explained({ ...packet(command), ...unknown }).drifts.length, 1000)
  t.equal((await inject(callbacks, { ...packet(command), ...unknown })).outcome, 'unhandled')
})
