import { addressCheck } from '@room-callbacks/core'
import { observe } from '@room-callbacks/core/inspect'
import { inject, packet } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { check } from '../property/check.ts'
import { appId, deferred, observed, settled } from './receiver.ts'

const command = 'Room.CallbackAfterDestroyRoom'
const text = JSON.stringify(packet(command))

/** What becomes of a callback that a host says to come from an address. */
async function outcomeFrom(remoteAddress: string | undefined, addresses: Parameters<typeof observed>[0] & object) {
  const { callbacks } = observed(addresses)
  const query = `SdkAppid=${appId}&CallbackCommand=${command}`
  const request = { method: 'POST', query, headers: {}, body: { kind: 'text', text } as const }
  return (await callbacks.receive({ ...request, remoteAddress, host: undefined as never }))?.outcome
}

t.test('a list lets its addresses in, of both families, and no other', async (t) => {
  const addresses = ['183.192.202.0/25', '127.0.0.2', '2001:db8::/32']
  for (const one of ['183.192.202.127', '127.0.0.2', '2001:db8:1::1']) {
    t.equal(await outcomeFrom(one, { addresses }), 'unhandled', one)
  }
  for (const one of ['183.192.202.128', '127.0.0.3', '2001:db9::1', 'localhost', '']) {
    t.equal(await outcomeFrom(one, { addresses }), 'forbidden-address', one)
  }
})

t.test('a function is asked about the address that the host reports, and about nothing else', async (t) => {
  const asked: string[] = []
  const addresses = async (address: string) => asked.push(address) > 0
  t.equal(await outcomeFrom('10.0.0.1', { addresses }), 'unhandled')
  t.equal(
    await outcomeFrom(undefined, { addresses }),
    'forbidden-address',
    'a host that does not know the address lets no caller in',
  )
  t.strictSame(asked, ['10.0.0.1'])
  t.equal(await outcomeFrom('10.0.0.1', { addresses: () => false }), 'forbidden-address')
})

t.test(
  'an entry that is neither an address nor a CIDR block stops the start, however small its typing error',
  async (t) => {
    const typos = [
      '/ ',
      '/\t',
      '/\r',
      '/\n',
      '/',
      '/-0',
      '/+8',
      '/-8',
      '/08',
      '/00',
      '/8.0',
      '/1e1',
      '/0x8',
      '/ 8',
      '/8 ',
      '/33',
      '/129',
    ]
    const behind = [...typos, '/8/8', '/999', '/\u0664', '/NaN', ' ', '\n', '.', ':80', '%eth0', '%eth0/64']
    const whole = [
      '',
      ' ',
      '/8',
      '1.2.3',
      '1.2.3.04',
      '1.2.3.4.5',
      '0x1.2.3.4',
      '127.1',
      'localhost',
      '[::1]',
      '::1%1',
      '*',
    ]
    // A list for all addresses has to be written out.
    const allAddresses = ['1.2.3.4/0', '::1/0', '2001:db8::/0', '::ffff:1.2.3.4/96']
    const entries = [...behind.map((typo) => `183.192.202.1${typo}`), ' 183.192.202.1', ...whole, ...allAddresses]
    for (const entry of entries) {
      const told = { code: 'invalid-option', message: /is neither an address nor a CIDR block/ }
      t.throws(() => observed({ addresses: ['10.0.0.1', entry] }), told, JSON.stringify(entry))
    }
    for (const entry of [1, null, undefined, {}])
      t.throws(() => addressCheck([entry as never]), { code: 'invalid-option' })
  },
)

t.test('an arbitrary text is an entry only if its prefix is plain digits in range', async (t) => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())
  const prefix = fc.oneof(fc.nat(140).map(String), fc.string(), fc.constant(undefined), fc.double().map(String))
  await check(
    t,
    fc.asyncProperty(address, prefix, async (address, prefix) => {
      const entry = prefix === undefined ? address : `${address}/${prefix}`
      let isTaken = true
      try {
        addressCheck([entry])
      } catch (error) {
        isTaken = false
        if ((error as { code?: string }).code !== 'invalid-option') throw error
      }
      if (!isTaken) return
      const [, bits = '32'] = entry.split('/')
      if (!/^[0-9]{1,3}$/.test(bits) || Number(bits) > 128) throw new Error(`${entry} was taken`)
    }),
    2000,
  )
})

t.test('an address is found in a list in any way of writing either', async (t) => {
  const isListed = (entry: string, address: string) => addressCheck([entry])(address)
  const mapped = ['::ffff:1.2.3.4', '::FFFF:102:304', '0:0:0:0:0:ffff:1.2.3.4', '[::ffff:1.2.3.4]:443']
  for (const address of ['1.2.3.4', '1.2.3.4:80', ...mapped]) {
    for (const entry of [
      '1.2.3.4',
      '1.2.3.4/32',
      '1.2.3.0/24',
      '::ffff:1.2.3.4',
      '::ffff:1.2.3.0/120',
      '0.0.0.0/0',
      '::ffff:0:0/96',
    ]) {
      t.ok(isListed(entry, address), `${address} in ${entry}`)
    }
    for (const entry of ['1.2.3.5', '::ffff:1.2.3.5', '2001:db8::/32', '::ffff:1:2:3']) {
      t.notOk(isListed(entry, address), `${address} in ${entry}`)
    }
  }
  t.ok(isListed('fe80::/10', 'fe80::1%eth0'), 'a zone is of this machine alone')
  t.ok(isListed('::/0', '2001:db8::1'))
  t.ok(isListed('::ffff:1:2:3/128', '::ffff:1:2:3'), 'what only looks like an IPv4 address in an IPv6 one')
  for (const address of ['[1.2.3.4]:80', '1.2.3.4:', '1.2.3.4:80:80', '1.2.3:80', '[1.2.3.4', '::1%']) {
    t.notOk(isListed('0.0.0.0/0', address) && isListed('::/0', address), address)
  }
})

t.test('a function is asked about the bare address', async (t) => {
  const asked: string[] = []
  const addresses = (address: string) => asked.push(address) > 0
  for (const one of ['[2001:db8::7]:443', '1.2.3.4:80', '::ffff:1.2.3.4', 'fe80::1%eth0', 'unknown']) {
    await outcomeFrom(one, { addresses })
  }
  t.strictSame(asked, ['2001:db8::7', '1.2.3.4', '1.2.3.4', 'fe80::1', 'unknown'])
})

t.test('look-ups of addresses are bounded before they begin, also those that never end', async (t) => {
  const gate = deferred<boolean>()
  let asked = 0
  const { callbacks, rejections } = observed({
    concurrency: 2,
    deadline: 10,
    deduplication: false,
    addresses: () => {
      asked++
      return gate.promise
    },
  })
  const send = () => inject(callbacks, packet(command))
  const outcomes = async () => (await Promise.all([send(), send(), send()])).map(({ outcome }) => outcome)
  t.strictSame(await outcomes(), ['forbidden-address', 'forbidden-address', 'overloaded'])
  t.equal((await send()).status, 503, 'they are late, and not over')
  t.equal(asked, 2)
  t.match(rejections.at(-1)?.error.message, /2 addresses are being looked up\.$/)
  gate.resolve(true)
  await settled()
  t.strictSame(await outcomes(), ['unhandled', 'unhandled', 'overloaded'])
  t.equal(asked, 4)
})

t.test('a look-up that fails is over, too', async (t) => {
  const fails = () => new Error('no answer')
  const throwing = () => {
    throw fails()
  }
  for (const addresses of [() => Promise.reject(fails()), throwing]) {
    const { callbacks, errors } = observed({ concurrency: 1, addresses })
    for (const _ of [1, 2, 3])
      t.match(await inject(callbacks, packet(command)), { outcome: 'lookup-failed', status: 503 })
    const message = /It was the function of addresses\. It threw\.$/
    t.match(errors[0], { code: 'lookup-failed', message, cause: { message: 'no answer' } })
  }
})

t.test('a refusal names the address to the operator', async (t) => {
  const { callbacks, rejections } = observed({ addresses: ['10.0.0.1'] })
  const { answer } = await inject(callbacks, packet(command))
  t.strictSame(answer, { ActionStatus: 'FAIL', ErrorInfo: 'forbidden-address', ErrorCode: 1 })
  t.match(rejections, [{ error: { message: 'The caller is not on the address list. The address is "127.0.0.1".' } }])
})

t.test('a host that cannot tell the address without throwing refuses, and harms no observer', async (t) => {
  const { callbacks, errors } = observed({ addresses: ['10.0.0.1'] })
  const seen: unknown[] = []
  observe(callbacks, { answered: ({ remoteAddress, reply }) => seen.push([remoteAddress, reply.outcome]) })
  const reply = await callbacks.receive({
    method: 'POST',
    query: `SdkAppid=${appId}&CallbackCommand=${command}`,
    headers: {},
    body: { kind: 'text', text },
    get remoteAddress(): string {
      throw new Error('trust proxy')
    },
    host: undefined as never,
  })
  t.equal(reply?.outcome, 'lookup-failed')
  t.strictSame(seen, [[undefined, 'lookup-failed']])
  t.match(errors, [{ code: 'lookup-failed', message: /the option remoteAddress, or a setting of the host/ }])
})
