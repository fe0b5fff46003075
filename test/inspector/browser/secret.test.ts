import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import t from 'tap'
import { secret, secretQuery } from '../ask.ts'
import { appId, inspected, listen } from '../inspected.ts'
import { startBrowser } from './browser.ts'

const browser = await startBrowser(t)

t.test('one click on the printed address opens the page, and nothing keeps the secret', async (t) => {
  const { page, origin } = await inspected(t)
  const tab = await browser.newPage()
  t.teardown(() => tab.close())
  const referrers: string[] = []
  tab.on('request', (request) => referrers.push(request.headers()['referer'] ?? ''))
  await tab.goto(`${page}?${secretQuery}`)
  await tab.waitForSelector('.connection.live')
  t.equal(tab.url(), page)
  t.equal(await tab.evaluate(() => document.cookie), '', 'no script reads the cookie')
  t.match(await tab.context().cookies(), [
    { httpOnly: true, sameSite: 'Strict', path: '/room-callbacks', name: /-\d+$/, value: /^[\w-]{43}$/ },
  ])
  t.same([...new Set(referrers)], [''])
  await tab.goto(`${origin}/room-callbacks`)
  await tab.waitForSelector('.connection.live')
  await tab.goto('about:blank')
  await tab.goBack()
  await tab.goBack()
  t.notMatch(tab.url(), 'secret', 'the history neither')
})

for (const [what, path] of Object.entries({ 'printed address': `?${secretQuery}`, 'plain address': '' })) {
  t.test(`a link of another site to the ${what} leads in`, async (t) => {
    const { page } = await inspected(t)
    const tab = await browser.newPage()
    t.teardown(() => tab.close())
    if (path === '') {
      await tab.goto(`${page}?${secretQuery}`)
      await tab.waitForSelector('.connection.live')
    }
    const other = await listen(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<a href="${page}${path}">look</a>`)
    })
    // For a browser another host is another site, and another port is not.
    await tab.goto(other.replace('127.0.0.1', 'localhost'))
    await tab.getByText('look').click()
    await tab.waitForSelector('.connection.live')
    t.equal(tab.url(), page)
  })
}

t.test('a page whose server was started anew says so, and goes on once the new address was opened', async (t) => {
  let inspect = inspector(roomCallbacks(appId))
  const server = createServer((request, response) => inspect(request, response)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => {
    inspect.close()
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const context = await browser.newContext()
  t.teardown(() => context.close())
  const tab = await context.newPage()
  await tab.goto(inspect.url(origin))
  await tab.waitForSelector('.connection.live')
  inspect.close()
  inspect = inspector(roomCallbacks(appId))
  await tab.getByText('Locked: open the address that the server printed').waitFor()
  const another = await context.newPage()
  await another.goto(inspect.url(origin))
  await another.waitForSelector('.connection.live')
  await tab.waitForSelector('.connection.live')
  t.pass('both tabs are live')
})

t.test('a password dialog opens the page, too', async (t) => {
  const { page } = await inspected(t)
  const context = await browser.newContext({ httpCredentials: { username: 'any', password: secret } })
  t.teardown(() => context.close())
  const tab = await context.newPage()
  await tab.goto(page)
  await tab.waitForSelector('.connection.live')
  t.equal(tab.url(), page)
})
