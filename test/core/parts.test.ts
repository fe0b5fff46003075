import { bodySignatureOf, parsePacket, signatureOf, verifyBodySignature, verifySignature } from '@room-callbacks/core'
import { callbackQuery } from '@room-callbacks/testing'
import t from 'tap'

const token = 'tRtcWebhookToken01'
const query = callbackQuery({ sdkAppId: 1400000000, command: 'Room.CallbackAfterCreateRoom', token })

t.test('a signature is verified by itself', async (t) => {
  for (const given of [query, `?${query}`, new URLSearchParams(query)]) {
    t.doesNotThrow(() => verifySignature(given, token))
    t.doesNotThrow(() => verifySignature(given, ['older', token]))
    t.throws(() => verifySignature(given, 'another'), { code: 'bad-signature' })
  }
  const noCommand = `Sign=${signatureOf(token, '1700000000')}&RequestTime=1700000000`
  const receivedAt = 1_700_000_000_000
  t.doesNotThrow(() => verifySignature(noCommand, token, { receivedAt }), 'as the console sends it')
  t.doesNotThrow(() => verifySignature(noCommand, token, { receivedAt: receivedAt + 90_000, window: 100 }))
  t.throws(() => verifySignature(noCommand, token, { receivedAt: receivedAt + 90_000 }), { code: 'expired-signature' })
  t.throws(() => verifySignature(noCommand, token), { code: 'expired-signature' })
  t.throws(() => verifySignature(`${query}&Sign=0`, token), { code: 'malformed-query' })
  t.throws(() => verifySignature('', token), { code: 'bad-signature' })
  for (const none of ['', [], undefined, ['']] as never[]) {
    t.throws(() => verifySignature(query, none), { code: 'invalid-option' }, 'no token verifies nothing')
  }
})

t.test('the signature of a body is verified by itself', async (t) => {
  const body = new TextEncoder().encode('{"EventType":103}')
  const sign = bodySignatureOf('key1', body)
  t.doesNotThrow(() => verifyBodySignature(sign, body, 'key1'))
  t.doesNotThrow(() => verifyBodySignature(sign, body, ['older', 'key1']))
  for (const wrong of [null, undefined, '', `${sign} `, bodySignatureOf('key2', body)]) {
    t.throws(() => verifyBodySignature(wrong, body, 'key1'), { code: 'bad-signature' })
  }
  t.throws(() => verifyBodySignature(sign, body.slice(1), 'key1'), { code: 'bad-signature' })
  for (const none of ['', [], undefined, [''], false, [false], 'not a key'] as never[]) {
    t.throws(() => verifyBodySignature(sign, body, none), { code: 'invalid-option' }, 'no key verifies nothing')
  }
})

t.test('a packet is parsed by itself, from a text or from bytes', async (t) => {
  const text = '{"Id":9007199254740993}'
  t.strictSame(parsePacket(text).packet, { Id: '9007199254740993' })
  t.strictSame(parsePacket(new TextEncoder().encode(text)), parsePacket(text))
  t.throws(() => parsePacket(new Uint8Array([0x7b, 0xff, 0x7d])), { code: 'invalid-json' })
})
