import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import t from 'tap'
import { restPlatform, signatureFor } from './rest-caller.ts'

interface Vector {
  readonly id: string
  readonly sdkAppId: number
  readonly secretKey?: string
  readonly userId: string
  readonly expiresAt?: number
  readonly userSig?: string
  readonly privateMapKey?: string
  readonly time: number
  readonly expire: number
}

const { userSig, privateMapKey } = JSON.parse(readFileSync('test/core/signature-vectors.json', 'utf8')) as {
  readonly userSig: readonly Vector[]
  readonly privateMapKey: readonly Vector[]
}
const api = 'live_config/get_callback'
/** Nothing is configured: the call was let in. */
const letIn = 100301
const secretKey = 'k'.repeat(64)

for (const { id, sdkAppId, secretKey, userId, time, expire, ...vector } of [...userSig, ...privateMapKey]) {
  if (secretKey === undefined) continue
  t.test(`${id} is let in until it expires`, async (t) => {
    let now = (time + expire) * 1000
    const { code } = await restPlatform(t, { sdkAppId, secretKey, administrators: [userId], clock: () => now })
    const query = { identifier: userId, usersig: vector.userSig ?? vector.privateMapKey }
    t.equal(await code(api, {}, { query }), letIn, 'in its last second')
    now += 1000
    t.equal(await code(api, {}, { query }), 60005, 'a second later')
  })
}

t.test('what Tencent publishes makes signatures that are let in', async (t) => {
  const { platform, call, code } = await restPlatform(t, { secretKey })
  t.equal(await code(api), letIn)
  const query = { usersig: signatureFor('administrator', platform.sdkAppId, 'another key') }
  const refused = await call(api, {}, { query })
  t.equal(refused.ErrorCode, 60005)
  t.notMatch(JSON.stringify(refused), query.usersig, 'an answer does not repeat a signature')
})

t.test('each part of who calls has a code of its own', async (t) => {
  const { platform, code } = await restPlatform(t, { secretKey })
  const signed = (account: string, sdkAppId = platform.sdkAppId) => signatureFor(account, sdkAppId, secretKey)
  const codeWith = (query: { readonly [parameter: string]: string | undefined }) => code(api, {}, { query })
  t.equal(await codeWith({ sdkappid: undefined }), 60012)
  t.equal(await codeWith({ sdkappid: '1400000001' }), 60006)
  t.equal(await codeWith({ sdkappid: 'abc' }), 60006)
  t.equal(await codeWith({ identifier: undefined }), 60004)
  t.equal(await codeWith({ identifier: 'alice' }), 60004, "another user's signature")
  t.equal(await codeWith({ usersig: signed('administrator', 1) }), 60005, 'for another app')
  t.equal(await codeWith({ identifier: 'alice', usersig: signed('alice') }), 60010, 'no administrator')
  t.equal(await codeWith({ usersig: undefined }), 60005)
})

t.test('what is no signature is refused, however it is made', async (t) => {
  const now = 1_700_000_000
  const { platform, code } = await restPlatform(t, { secretKey, clock: () => now * 1000 })
  const written = (bytes: Buffer): string =>
    bytes.toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
  const encoded = (members: unknown): string => written(deflateSync(JSON.stringify(members)))
  const content = `TLS.identifier:administrator\nTLS.sdkappid:${platform.sdkAppId}\nTLS.time:${now}\nTLS.expire:60\n`
  const honest = {
    'TLS.ver': '2.0',
    'TLS.identifier': 'administrator',
    'TLS.sdkappid': platform.sdkAppId,
    'TLS.time': now,
    'TLS.expire': 60,
    'TLS.sig': createHmac('sha256', secretKey).update(content).digest('base64'),
  }
  const codeOf = (usersig: string) => code(api, {}, { query: { usersig } })
  t.equal(await codeOf(encoded(honest)), letIn)
  t.equal(await codeOf(encoded({ ...honest, 'TLS.ver': '1.0' })), 60005)
  t.equal(await codeOf(encoded({ ...honest, 'TLS.expire': 61 })), 60005, 'a longer life')
  t.equal(await codeOf(encoded({ ...honest, 'TLS.sig': 'AAAA' })), 60005)
  t.equal(await codeOf(encoded({ ...honest, 'TLS.sig': 5 })), 60005)
  t.equal(await codeOf(encoded({ ...honest, 'TLS.expire': '60' })), 60005)
  t.equal(await codeOf(encoded({ ...honest, 'TLS.userbuf': 'AAAA' })), 60005, 'a ticket that was not signed')
  t.equal(await codeOf(encoded(null)), 60005)
  t.equal(await codeOf(written(Buffer.from('not deflated'))), 60005)
  t.equal(await codeOf(written(deflateSync('{'))), 60005)
  const bomb = { ...honest, padding: '0'.repeat(10_000_000) }
  t.equal(await codeOf(encoded(bomb)), 60005, 'one that would grow without end')
})
