import type { Context } from '@room-callbacks/core'
import { type FunctionOptions, type HttpEvent, roomCallbacks } from '@room-callbacks/functions'
import { callbackQuery, engineHeaders, memoryInbox, packet, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { normalisedSample } from './normalised-samples.ts'

const appId = 1400000000
const token = 'tRtcWebhookToken01'
const key = 'Zz09Zz09Zz09Zz09Zz09Zz09Zz09Zz09'
const command = 'Room.CallbackAfterCreateRoom'

interface Sent {
  readonly method?: string
  readonly query?: string
  readonly body?: string
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
}

const valuesOf = (query: string): [string, string][] => [...new URLSearchParams(query)]
const lastOf = (query: string): Record<string, string> => Object.fromEntries(valuesOf(query))

function allOf(entries: readonly [string, string][]): Record<string, string[]> {
  const all: Record<string, string[]> = {}
  for (const [name, value] of entries) all[name] = [...(all[name] ?? []), value]
  return all
}

const rawOf = (query: string): [string, string][] =>
  query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=')
    return [name, value]
  })

/** Header fields as a gateway hands them on: some in lower case. */
const lower = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const several = (headers: Readonly<Record<string, string>>) => allOf(Object.entries(headers))

const json = { 'Content-Type': 'application/json' }

/** What each platform makes of a request. */
const platforms: Readonly<Record<string, (sent: Required<Sent>) => HttpEvent>> = {
  'API Gateway, REST': ({ method, query, body, from, headers }) => ({
    httpMethod: method,
    headers,
    multiValueHeaders: several(headers),
    queryStringParameters: query ? lastOf(query) : null,
    multiValueQueryStringParameters: query ? allOf(valuesOf(query)) : null,
    requestContext: { identity: { sourceIp: from } },
    body,
    isBase64Encoded: false,
  }),
  'API Gateway, HTTP API and function URL': ({ method, query, body, from, headers }) => ({
    rawQueryString: query,
    queryStringParameters: lastOf(query),
    headers: lower(headers),
    requestContext: { http: { method, sourceIp: from } },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  }),
  'load balancer': ({ method, query, body, from, headers }) => ({
    httpMethod: method,
    headers: { ...headers, 'x-forwarded-for': `6.6.6.6, ${from}` },
    queryStringParameters: Object.fromEntries(rawOf(query)),
    requestContext: { elb: { targetGroupArn: 'arn' } },
    body,
    isBase64Encoded: false,
  }),
  'load balancer with multi-value headers': ({ method, query, body, from, headers }) => ({
    httpMethod: method,
    multiValueHeaders: { ...several(headers), 'x-forwarded-for': ['6.6.6.6', from] },
    multiValueQueryStringParameters: allOf(rawOf(query)),
    requestContext: { elb: { targetGroupArn: 'arn' } },
    body,
    isBase64Encoded: false,
  }),
  'Tencent SCF': ({ method, query, body, from, headers }) => ({
    httpMethod: method,
    headers: lower(headers),
    queryString: lastOf(query),
    requestContext: { sourceIp: from },
    body,
  }),
  CloudBase: ({ method, query, body, headers }) => ({
    httpMethod: method,
    headers: lower(headers),
    queryStringParameters: lastOf(query),
    requestContext: {},
    body,
    isBase64Encoded: false,
  }),
}

for (const [name, eventOf] of Object.entries(platforms)) {
  const start = (options: FunctionOptions = {}) =>
    roomCallbacks(appId, { token, key, deadline: patience, deduplication: false, ...options })
  const sent = ({
    method = 'POST',
    query,
    body = sampleText(command),
    from = '203.0.113.7',
    headers = json,
  }: Sent = {}): HttpEvent =>
    eventOf({ method, query: query ?? callbackQuery({ sdkAppId: appId, command, token }), body, from, headers })

  t.test(`${name}: every documented sample arrives`, async (t) => {
    const seen: [unknown, Context][] = []
    const callbacks = start().on('*', (event, context) => seen.push([event, context]))
    for (const sample of samples) {
      const body = sampleText(sample.command, sample.product, sample.variant)
      // What proves an event of RTC Engine is in its headers, over the bytes.
      const isEvent = sample.product === 'rtc-engine'
      const query = isEvent ? '' : callbackQuery({ sdkAppId: appId, command: sample.command, token })
      const headers = isEvent ? engineHeaders({ sdkAppId: appId, key, body }) : json
      const result = await callbacks.lambda(sent({ body, query, headers }), { awsRequestId: '1' })
      t.equal(result.statusCode, 200, sample.command)
      const [event, context] = seen.pop() ?? []
      t.strictSame(event, normalisedSample(sample))
      t.equal(Buffer.from(context?.raw ?? []).toString(), body)
      t.match(context?.host, { context: { awsRequestId: '1' } })
    }
  })

  t.test(`${name}: refusals`, async (t) => {
    const query = callbackQuery({ sdkAppId: appId, command, token })
    const codeOf = async (of: Sent, options?: FunctionOptions) => {
      const callbacks = start(options).on('rejected', () => {})
      const { statusCode, body, headers } = await callbacks.scf(sent(of))
      t.equal(headers['content-length'], String(body.length))
      return `${statusCode} ${JSON.parse(body).ErrorInfo}`
    }
    t.equal(await codeOf({ method: 'GET' }), '405 wrong-method')
    t.equal(await codeOf({ query: query.replace(/Sign=../, 'Sign=zz') }), '401 bad-signature')
    t.equal(await codeOf({ query: query.replace(/SdkAppid=\d+/, 'SdkAppid=1') }), '403 unknown-app')
    t.equal(await codeOf({ body: '' }), '400 invalid-json')
    t.equal(await codeOf({}, { bodyLimit: 10 }), '413 too-large')
    for (const encoding of ['gzip', 'identity, GZIP', 'br']) {
      const headers = { ...json, 'Content-Encoding': encoding }
      t.equal(await codeOf({ headers }), '415 unsupported-encoding', 'gateways decompress nothing')
    }
    t.equal(await codeOf({ headers: { ...json, 'Content-Encoding': 'identity' } }), '200 ')
    t.equal(await codeOf({}, { addresses: ['198.51.100.1'] }), '403 forbidden-address')
    // A gateway that passes on only the last of several hides the others.
    const tells = !/^(Tencent|CloudBase|load balancer$)/.test(name)
    if (tells) t.equal(await codeOf({ query: `${query}&SdkAppid=1` }), '400 malformed-query')
    const isTold = name !== 'CloudBase'
    const listed = { addresses: ['203.0.113.7'] }
    t.equal(await codeOf({}, listed), isTold ? '200 ' : '403 forbidden-address', 'the address that the gateway saw')
    t.equal(await codeOf({}, { ...listed, remoteAddress: () => '203.0.113.7' }), '200 ')
  })

  t.test(`${name}: what is no callback`, async (t) => {
    const callbacks = start()
    t.equal(callbacks(sent({ query: 'a=1' })), undefined)
    t.match(await callbacks.lambda(sent({ query: '' })), { statusCode: 404, body: '' })
  })
}

t.test('an event that is no HTTP request is no callback', async (t) => {
  const callbacks = roomCallbacks(appId)
  const timer = { source: 'aws.events', Type: 'Timer' }
  for (const event of [timer, null, undefined, 'text', 5, [], { rawQueryString: null }] as object[]) {
    t.equal(callbacks(event), undefined)
    t.match(await callbacks.lambda(event), { statusCode: 404 }, JSON.stringify(event))
  }
})

t.test('odd events are answered, and never make the function fail', async (t) => {
  const outcomes: string[] = []
  const callbacks = roomCallbacks(appId, { deadline: patience, deduplication: false })
    .on(command, () => void outcomes.push('handled'))
    .on('rejected', ({ outcome }) => void outcomes.push(outcome))
  const whole = {
    rawQueryString: callbackQuery({ sdkAppId: appId, command }),
    requestContext: { http: { method: 'POST' } },
  }
  const query = lastOf(whole.rawQueryString)
  const text = sampleText(command)
  const events: Readonly<Record<string, [event: object, outcome: string]>> = {
    'a body that is a value': [{ ...whole, body: JSON.parse(text) }, 'handled'],
    'a body of bytes': [{ ...whole, body: Buffer.from(text) }, 'handled'],
    'a number for a body': [{ ...whole, body: 5 }, 'invalid-packet'],
    'no body': [{ ...whole, body: null, headers: null }, 'invalid-json'],
    'a text that is said to be base64': [{ ...whole, body: text, isBase64Encoded: true }, 'invalid-json'],
    'a field without a value': [{ ...whole, body: text, headers: { 'content-encoding': null } }, 'handled'],
    'half a pair of UTF-16': [
      { httpMethod: 'POST', queryStringParameters: { ...query, ClientIP: '\ud800' }, body: text },
      'malformed-query',
    ],
    'parameters as lists': [{ httpMethod: 'POST', queryString: allOf(Object.entries(query)), body: text }, 'handled'],
  }
  for (const [name, [event, outcome]] of Object.entries(events)) {
    t.type((await callbacks.lambda(event)).statusCode, 'number', name)
    t.strictSame(outcomes.splice(0), [outcome], name)
  }
})

t.test('a load balancer that sends several values for a header gets them', async (t) => {
  const eventOf = platforms['load balancer with multi-value headers'] as (sent: Required<Sent>) => HttpEvent
  const query = callbackQuery({ sdkAppId: appId, command })
  const event = eventOf({ method: 'POST', query, body: sampleText(command), from: '203.0.113.7', headers: json })
  const { multiValueHeaders } = await roomCallbacks(appId, { deadline: patience }).lambda(event)
  t.strictSame(multiValueHeaders?.['content-type'], ['application/json'])
})

t.test('an answer waits for handlers, which would be frozen', async (t) => {
  const done: string[] = []
  const callbacks = roomCallbacks(appId, { deadline: 1 }).on(command, async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    done.push(command)
  })
  const event = {
    rawQueryString: callbackQuery({ sdkAppId: appId, command }),
    requestContext: { http: { method: 'POST' } },
    body: JSON.stringify(packet(command)),
  }
  t.match(await callbacks.lambda(event), { statusCode: 200 })
  t.strictSame(done, [command])
})

t.test('what would go on after the answer stops the start, with the reason', async (t) => {
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const frozen = { code: 'invalid-option', message: /frozen when it has answered/ }
  t.throws(() => roomCallbacks(appId, { ack: 'received' }), frozen)
  t.throws(() => roomCallbacks(appId, { inbox }), frozen)
  t.doesNotThrow(() => roomCallbacks(appId, { inbox, delivery: false }))
  t.throws(() => roomCallbacks(appId, { bodylimit: 1 } as never), { code: 'invalid-option' })
})
