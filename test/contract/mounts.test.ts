import { sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { hosts } from './all-hosts.ts'
import { deliver } from './deliver.ts'
import { type Front, type Mount, paths } from './hosts.ts'
import { send } from './send.ts'

const command = 'Room.CallbackAfterCreateRoom'
const body = sampleText(command)
const headers = { 'content-type': 'application/json' }
const mounts: readonly Mount[] = ['root', 'path', 'router']
const fronts: readonly Front[] = ['nothing', 'json']

for (const host of hosts) {
  for (const mount of mounts) {
    for (const front of host.hasFront ? fronts : (['nothing'] as const)) {
      t.test(`${host.name} mounted at ${mount} behind ${front}`, async (t) => {
        let handled = 0
        const running = await host.start({
          mount,
          front,
          register: (callbacks) => callbacks.on(command, () => handled++),
        })
        t.teardown(() => running.close())
        const path = paths[mount]

        const callback = await send(running, { path, command, body })
        t.equal(callback.json['ActionStatus'], 'OK')
        t.equal(handled, 1)

        await t.test('leaves the requests of others untouched', async (t) => {
          const requests = [
            { method: 'GET', query: '' },
            { method: 'GET', query: 'a=1&b=2' },
            { method: 'POST', query: 'SdkAppid=1400000000', headers, body: '{"a":1}' },
            { method: 'POST', query: '', headers, body: '{"CallbackCommand":"Room.CallbackAfterCreateRoom"}' },
          ]
          for (const request of requests) {
            const answered = await deliver(running, { path, ...request })
            if (host.hasNotFound) t.equal(answered.status, 404)
            else {
              t.equal(answered.status, 200)
              t.equal(answered.json['behind'], request.method)
              if (request.body) t.strictSame(answered.json['body'], JSON.parse(request.body), 'the body is still there')
            }
          }
          t.equal(handled, 1)
        })
      })
    }
  }
}

t.test('a callback in front of an app never reaches the app, under any path', async (t) => {
  for (const host of hosts.filter(({ name }) => name.startsWith('node'))) {
    let handled = 0
    const running = await host.start({ register: (callbacks) => callbacks.on(command, () => handled++) })
    t.teardown(() => running.close())
    await send(running, { path: '/anything/at/all', command, body })
    t.equal(handled, 1, host.name)
  }
})
