import t from 'tap'
import { open, startBrowser } from './browser.ts'

const browser = await startBrowser(t)

const markup =
  '<img src=x onerror=alert(1)><script>alert(2)</script><svg/onload=alert(3)>"\'`$(alert(4))</pre><b class=injected>'

/** A packet with markup wherever something can be written: in values, in names, in the command itself. */
const hostile = (command: string): string =>
  JSON.stringify({
    CallbackCommand: command,
    Operator_Account: markup,
    RoomId: markup,
    Type: markup,
    MemberList_Account: [markup, `javascript:${markup}`],
    [markup]: { [markup]: markup },
    EventTime: 1,
  })

t.test('markup in every field is shown, and is only text', async (t) => {
  const { tab, send, complaints } = await open(t, {
    browser,
    register: (callbacks) =>
      callbacks.on('Room.CallbackAfterMemberEnter', () => {
        throw new Error(markup)
      }),
  })
  await send(hostile('Room.CallbackAfterMemberEnter'), { command: 'Room.CallbackAfterMemberEnter', clientIp: markup })
  await send(hostile(markup), { command: markup, platform: markup })
  await tab.locator('#row-2').waitFor()
  for (const row of ['#row-1', '#row-2']) {
    await tab.locator(row).click()
    await tab.locator('#detail .packets').waitFor()
    t.match(await tab.locator('#detail').innerText(), '<img src=x onerror=alert(1)>', 'it is shown as it is')
    t.equal(await tab.locator('.injected, img, svg, #app script').count(), 0, 'no element came of it')
  }
  await tab.keyboard.press('Escape')
  await tab.keyboard.press('2')
  await tab.locator('.room-card').waitFor()
  t.match(await tab.locator('.room-card h2').innerText(), '<img src=x')
  t.equal(await tab.locator('.injected, img, svg, #app script').count(), 0)
  t.same(complaints, [], 'no dialog, no error, nothing that the policy had to stop')
})

t.test('the policy would stop what is written into the page', async (t) => {
  const { tab, complaints } = await open(t, { browser })
  const isStopped = await tab.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')
      return false
    } catch {
      return true
    }
  })
  t.ok(isStopped, 'no text becomes markup')
  await tab.evaluate(() => {
    const image = document.createElement('img')
    image.src = 'http://192.0.2.1/pixel'
    document.body.append(image)
  })
  t.match(complaints.join(), /Content Security Policy/)
})

t.test('a packet of the largest size can be looked at', async (t) => {
  const { tab, send, complaints } = await open(t, { browser })
  const list = Array.from({ length: 12_000 }, (_, index) => `member-${index}`)
  const body = JSON.stringify({ Operator_Account: 'a', RoomId: 'r', MemberList_Account: list, EventTime: 1 })
  t.ok(body.length > 150_000)
  await send(body, { command: 'Room.CallbackAfterMemberEnter' })
  await tab.locator('#row-1').click()
  const showAll = tab.getByRole('button', { name: /^Show all \d+ characters$/ }).first()
  await showAll.waitFor()
  t.ok((await tab.locator('.lines span').count()) <= 4000, 'only its beginning is laid out')
  await showAll.click()
  await tab.getByText('"member-11999"').first().waitFor()
  t.same(complaints, [])
})
