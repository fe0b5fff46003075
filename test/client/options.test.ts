import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import {
  type ClientOptions,
  callbackClient,
  clientErrorTable,
  clientOptionTable,
  errorCodeTable,
  PlatformError,
  regions,
} from '@room-callbacks/client'
import t from 'tap'
import { secretKey } from './rest-stand-in.ts'

const right: ClientOptions = { sdkAppId: 1400000000, secretKey }

const wrong: readonly [object, RegExp][] = [
  [{ sdkAppId: undefined }, /sdkAppId: expected number \| string/],
  [{ sdkAppId: 'mine' }, /sdkAppId/],
  [{ sdkAppId: Object.create(null) }, /sdkAppId/],
  [{ secretKey: undefined }, /secretKey: expected string\. .*64 hexadecimal/],
  [{ secretKey: `${secretKey}0` }, /secretKey/],
  [{ secretKey: 5 }, /secretKey/],
  [{ identifier: 'the administrator' }, /identifier/],
  [{ region: 'mars' }, /region: expected 'china' \| 'singapore'/],
  [{ region: 'constructor' }, /region/],
  [{ region: 3 }, /region/],
  [{ url: 'platform' }, /url/],
  [{ url: 5 }, /url/],
  [{ url: 'ftp://127.0.0.1' }, /url/],
  [{ url: 'http://example.com' }, /url: expected string\. .*`https`, or `http` on the loopback address/],
  [{ url: 'http://127.0.0.1.example.com' }, /url/],
  [{ url: 'https://example.com/v4' }, /url/],
  [{ url: 'https://example.com/?a=1' }, /url/],
  [{ url: 'https://user@example.com' }, /url/],
  [{ timeout: 3000 }, /timeout: .*the platform itself waits 3 s/],
  [{ timeout: 60_001 }, /timeout/],
  [{ timeout: '5000' }, /timeout/],
  [{ retries: -1 }, /retries/],
  [{ retries: 11 }, /retries/],
  [{ callsPerSecond: 0 }, /callsPerSecond/],
  [{ callsPerSecond: 201 }, /callsPerSecond/],
  [{ userSigLifetime: 59 }, /userSigLifetime/],
  [{ commands: 'Live.CallbackAfterNew' }, /commands/],
  [{ commands: ['Group.CallbackAfterNew'] }, /commands/],
  [{ commands: ['Live'] }, /commands/],
  [{ commands: [5] }, /commands/],
  [{ clock: 5 }, /clock/],
  [{ secret: 'x' }, /"secret" is not an option\. Did you mean "secretKey"\? Options: sdkAppId, secretKey, /],
  [{ sdkAppID: 5 }, /Did you mean "sdkAppId"\?/],
]
for (const [options, message] of wrong) {
  t.test(`${JSON.stringify(options)} is refused at construction`, async (t) => {
    const make = (): unknown => callbackClient({ ...right, ...options } as ClientOptions)
    t.throws(make, { name: 'PlatformError', code: 'invalid-option', message, attempts: 0 })
  })
}

t.test('options are an object', async (t) => {
  for (const options of [undefined, null, 'key']) {
    t.throws(() => callbackClient(options as never), { code: 'invalid-option', message: /Expected an object/ })
  }
})

t.test('every region has its host, and Singapore is the first', async (t) => {
  for (const [region, host] of Object.entries(regions)) {
    t.equal(callbackClient({ ...right, region: region as keyof typeof regions }).origin, `https://${host}`)
  }
  t.equal(callbackClient(right).origin, 'https://adminapisgp.im.qcloud.com')
  t.equal(new Set(Object.values(regions)).size, 8)
})

t.test('a url stands instead of the region', async (t) => {
  for (const url of ['https://example.com', 'http://localhost:3000', 'http://127.0.0.1:1', 'http://[::1]:80']) {
    t.equal(callbackClient({ ...right, url, region: 'tokyo' }).origin, new URL(url).origin)
  }
})

t.test('a client shows what it calls, and no secret', async (t) => {
  const client = callbackClient({ ...right, sdkAppId: '1400000000' })
  t.equal(client.sdkAppId, '1400000000')
  for (const shown of [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client)]) {
    t.notMatch(shown, secretKey)
  }
})

t.test('a wrong key is not repeated in the error', async (t) => {
  try {
    callbackClient({ ...right, secretKey: `${secretKey}-with-a-slip` })
    t.fail('it was taken')
  } catch (error) {
    t.ok(error instanceof PlatformError)
    t.notMatch(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error), secretKey)
  }
})

t.test('every code says what it means and what to do', async (t) => {
  for (const [code, { meaning, advice }] of [...Object.entries(errorCodeTable), ...Object.entries(clientErrorTable)]) {
    t.match(meaning, /^[A-Z].*\.$/, code)
    t.match(advice, /^[A-Z].*\.$/, code)
  }
  t.strictSame(Object.keys(errorCodeTable).map(Number), [
    ...[10_002, 10_004, 10_007, 10_010, 10_015, 10_016, 10_017, 10_018, 10_023, 20_006],
    ...Array.from({ length: 20 }, (_, index) => 60_002 + index),
    ...[80_001, 80_002, 90_001, 90_003, 90_008, 90_009, 90_054, 91_000],
    100_001,
    100_002,
    100_300,
    100_301,
    100_302,
  ])
})

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``
const tables: Readonly<Record<string, readonly (readonly string[])[]>> = {
  options: Object.entries(clientOptionTable).map(([name, row]) => {
    const { type, unit = '', default: value = '', description } = row
    return [code(name), code(type), `${value} ${unit}`.trim(), description]
  }),
  'platform-codes': Object.entries(errorCodeTable).map(([platformCode, { meaning, advice, isRetried }]) => {
    return [code(platformCode), meaning, advice, isRetried ? 'yes' : '']
  }),
  errors: Object.entries(clientErrorTable).map(([name, { meaning, advice }]) => [code(name), meaning, advice]),
  regions: Object.entries(regions).map(([name, host]) => [code(name), code(host)]),
}
const page = readFileSync('docs/reference/client.md', 'utf8')
for (const [name, rows] of Object.entries(tables)) {
  t.test(`the table of ${name} in docs/reference/client.md is that of the code`, async (t) => {
    const [, section = ''] = new RegExp(`<!-- table: ${name} -->([^]*?)<!-- /table -->`).exec(page) ?? []
    const written = section.trim().split('\n').slice(2)
    t.strictSame(
      written,
      rows.map((cells) => `| ${cells.join(' | ')} |`),
    )
  })
}
