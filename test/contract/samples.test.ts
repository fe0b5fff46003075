import type { Context, RoomCallbacks } from '@room-callbacks/core'
import { callbackQuery, callV1Samples, engineHeaders, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { openSender } from '../unhurried.ts'
import { hosts } from './all-hosts.ts'
import { deliver } from './deliver.ts'
import { appId } from './hosts.ts'
import { normalisedSample } from './normalised-samples.ts'

const token = 'tRtcWebhookToken01'
const key = 'Zz09Zz09Zz09Zz09Zz09Zz09Zz09Zz09'

for (const host of hosts) {
  t.test(`${host.name} hands over every documented sample`, async (t) => {
    const seen: [unknown, Context][] = []
    const running = await host.start({
      options: { token, key },
      register: (callbacks: RoomCallbacks<unknown>) =>
        callbacks.on('*', (event, context) => {
          seen.push([event, context])
        }),
    })
    const sender = await openSender({ url: running.url, sdkAppId: appId, token })
    t.teardown(async () => {
      await sender.close()
      await running.close()
    })

    for (const sample of samples) {
      const { command, product, variant } = sample
      const text = sampleText(command, product, variant)
      const name = [product, command, variant].filter(Boolean).join(' ')
      const isEvent = product === 'rtc-engine'
      const answered = isEvent
        ? await deliver(running, {
            query: '',
            body: text,
            headers: engineHeaders({ sdkAppId: appId, key, body: text }),
          })
        : (await sender.send(text, { command })).response
      t.equal(answered?.status, 200, name)
      const [event, context] = seen.pop() ?? []
      t.strictSame(event, normalisedSample(sample), `${name} as a typed event`)
      t.equal(context?.command, command)
      t.equal(context?.receivedAs, isEvent ? `RtcEngine.${JSON.parse(text).EventType}` : command)
      t.equal(context?.clientIp, isEvent ? undefined : '127.0.0.1')
      t.equal(context?.platform, isEvent ? undefined : 'RESTAPI')
      t.equal(Buffer.from(context?.raw ?? []).toString(), text, 'raw is what was sent')
      t.ok(context?.host, 'the host is at hand')
    }
  })
}

for (const host of hosts) {
  t.test(`${host.name} hands over the samples of Call v1, and answers as it reads it`, async (t) => {
    const seen: unknown[] = []
    const running = await host.start({
      options: { token, callV1: true },
      register: (callbacks: RoomCallbacks<unknown>) =>
        callbacks.on('*', (event, { command, clientIp, platform }) => {
          seen.push([event, command, clientIp, platform])
        }),
    })
    t.teardown(() => running.close())
    for (const { command } of callV1Samples) {
      const body = sampleText(command)
      const answered = await deliver(running, { query: callbackQuery({ sdkAppId: appId, command }), body })
      t.strictSame([answered.status, answered.json], [200, { ErrorCode: 0, ErrorMessage: 'Success' }])
      t.strictSame(seen.pop(), [{ ...JSON.parse(body), CallbackCommand: command }, command, '127.0.0.1', 'iOS'])
    }
  })
}
