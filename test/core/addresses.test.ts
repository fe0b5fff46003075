import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed } from './receiver.ts'

const command = 'Room.CallbackAfterDestroyRoom'
const text = JSON.stringify(packet(command))

/** What becomes of a callback that a host says to come from an address. */
async function outcomeFrom(remoteAddress: string | undefined, addresses: Parameters<typeof observed>[0] & object) {
  const { callbacks } = observed(addresses)
  const query = `SdkAppid=${appId}&CallbackCommand=${command}`
  const request = { method: 'POST', query, headers: {}, body: { kind: 'text', text } as const }
  return (await callbacks.receive({ ...request, remoteAddress, host: undefined as never }))?.outcome
}

t.test('a list lets its addresses in, of both families, and nobody else', async (t) => {
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
  t.equal(await outcomeFrom(undefined, { addresses }), 'forbidden-address', 'a host that does not know lets nobody in')
  t.strictSame(asked, ['10.0.0.1'])
  t.equal(await outcomeFrom('10.0.0.1', { addresses: () => false }), 'forbidden-address')
})
