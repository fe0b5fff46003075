import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { type UserSigOptions, userSig } from '@room-callbacks/client'
import t from 'tap'
// @ts-expect-error: it comes without types.
import official from 'tls-sig-api-v2'
import { RestStandIn, secretKey } from './rest-stand-in.ts'

interface Vector {
  readonly id: string
  readonly sdkAppId: number
  readonly secretKey: string
  readonly userId: string
  readonly time: number
  readonly expire: number
  readonly hmacContent: string
  readonly userSig: string
}

type Members = Readonly<Record<string, string | number>>

const { Api } = official as {
  Api: new (sdkAppId: number, key: string) => { genSig(user: string, expire: number): string }
}
const vectors = JSON.parse(readFileSync('test/core/signature-vectors.json', 'utf8')) as { userSig: Vector[] }

/** The text is not canonical: only what it spells is compared. */
function membersOf(signature: string): Members {
  const base64 = signature.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString('utf8')) as Members
}

const whole = vectors.userSig.filter(({ secretKey }) => secretKey)

t.test('there are vectors', async (t) => {
  t.ok(whole.length >= 3)
})

for (const { id, userSig: expected, hmacContent, ...options } of whole) {
  t.test(`vector ${id} is made member for member`, async (t) => {
    const members = membersOf(userSig(options))
    t.strictSame(members, membersOf(expected))
    t.equal(members['TLS.sig'], createHmac('sha256', options.secretKey).update(hmacContent).digest('base64'))
  })
}

t.test('the official package makes the same', async (t) => {
  for (const userId of ['administrator', 'a', 'x'.repeat(32), 'A_b-9']) {
    const theirs = membersOf(new Api(1400000000, secretKey).genSig(userId, 3600))
    const time = theirs['TLS.time'] as number
    t.strictSame(membersOf(userSig({ sdkAppId: '1400000000', secretKey, userId, expire: 3600, time })), theirs)
  }
})

t.test('it is made of letters, digits and three signs, and is valid for a day from now', async (t) => {
  const before = Math.floor(Date.now() / 1000)
  const signature = userSig({ sdkAppId: 1400000000, secretKey, userId: 'alice' })
  t.match(signature, /^[\w*-]+$/)
  const members = membersOf(signature)
  t.equal(members['TLS.expire'], 86_400)
  t.ok((members['TLS.time'] as number) >= before)
})

const wrong: readonly [Partial<UserSigOptions>, RegExp][] = [
  [{ sdkAppId: 0 }, /sdkAppId/],
  [{ sdkAppId: '14e8' }, /sdkAppId/],
  [{ sdkAppId: 2 ** 60 }, /sdkAppId/],
  [{ sdkAppId: [1400000000] as never }, /sdkAppId/],
  [{ secretKey: 'short' }, /secretKey: expected 64 hexadecimal/],
  [{ secretKey: undefined as never }, /secretKey/],
  [{ userId: '' }, /userId/],
  [{ userId: 'x'.repeat(33) }, /userId/],
  [{ userId: 'Zoë' }, /userId/],
  [{ expire: 0 }, /expire/],
  [{ expire: 1.5 }, /expire/],
  [{ time: -1 }, /time/],
]
for (const [options, message] of wrong) {
  t.test(`${JSON.stringify(options)} makes no UserSig`, async (t) => {
    const make = (): string => userSig({ sdkAppId: 1400000000, secretKey, userId: 'alice', ...options })
    t.throws(make, { code: 'invalid-argument', message })
  })
}

t.test('a client uses its UserSig again, and renews it before it expires', async (t) => {
  const platform = await RestStandIn.start(t)
  let now = 1_700_000_000
  const client = platform.client(t, { userSigLifetime: 1000, clock: () => now * 1000 })
  const timeAt = async (seconds: number): Promise<unknown> => {
    now = seconds
    await client.live.delete()
    const { usersig = '' } = platform.received.at(-1)?.query ?? {}
    const members = membersOf(usersig)
    t.equal(members['TLS.expire'], 1000)
    t.equal(members['TLS.identifier'], 'administrator')
    return members['TLS.time']
  }
  t.equal(await timeAt(1_700_000_000), 1_700_000_000)
  t.equal(await timeAt(1_700_000_899), 1_700_000_000)
  t.equal(await timeAt(1_700_000_900), 1_700_000_900, 'before it expires')
  t.equal(await timeAt(1_700_000_000), 1_700_000_000, 'a clock that is put back')
})
