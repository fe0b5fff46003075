import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { createInbox, type RecordedError, readInboxOptions } from '@room-callbacks/core/inbox'
import { MemoryInboxStore, packet } from '@room-callbacks/testing'
import t from 'tap'
import { artefacts, open, startBrowser } from './browser.ts'
import { EveningClock, playEvening, receiverOf, register } from './evening.ts'

// Of each run; INSPECTOR_PICTURES names the folder where those of the documentation are.
const folder = process.env['INSPECTOR_PICTURES']
const browser = await startBrowser(t)

t.test('the pictures of the documentation can be taken', async (t) => {
  const clock = new EveningClock()
  const context = { locale: 'en-GB', timezoneId: 'UTC', viewport: { width: 1160, height: 700 } }
  const inbox = await inboxOf(clock)
  t.teardown(() => inbox.close())
  const receiver = receiverOf(clock)
  const inspector = { inboxes: { inbox } }
  const { tab, callbacks, complaints } = await open(t, { browser, register, receiver, context, inspector })
  await playEvening(callbacks, clock)
  await tab.locator('.row', { hasText: 'AfterUpdateRoomInfo' }).first().waitFor()
  const take = async (name: string): Promise<void> => {
    const path = `${artefacts}/inspector-${name}.png`
    // Two frames, so that the charts are drawn.
    await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    await tab.screenshot({ path })
    t.ok(statSync(path).size < 150_000, `${name} is small`)
    if (folder === undefined) return
    mkdirSync(folder, { recursive: true })
    copyFileSync(path, `${folder}/inspector-${name}.png`)
  }
  await take('light')
  await tab.locator('.row', { hasText: 'AfterChangeOwner' }).click()
  await tab.locator('#detail .packets').waitFor()
  await tab.evaluate(withoutFolder, process.cwd())
  // Text is dear in a picture.
  await tab.setViewportSize({ width: 1024, height: 640 })
  await take('detail')
  await tab.setViewportSize({ width: 1160, height: 700 })
  await tab.getByRole('button', { name: 'Close' }).click()
  await tab.mouse.move(0, 0)
  await tab.evaluate(() => (document.activeElement as HTMLElement).blur())
  await tab.emulateMedia({ colorScheme: 'dark' })
  await take('dark')
  await tab.keyboard.press('2')
  await tab.locator('.room-card').first().waitFor()
  await take('rooms')
  await tab.emulateMedia({ colorScheme: 'light' })
  await tab.keyboard.press('3')
  await tab.locator('.entry').first().waitFor()
  await take('inbox')
  await tab.setViewportSize({ width: 1024, height: 640 })
  await tab.locator('.entry button').first().click()
  await tab.getByRole('region', { name: 'Entry' }).waitFor()
  await take('letter')
  t.same(complaints, [])
})

/** Shows `/app` instead of the folder of the machine that takes the picture. */
function withoutFolder(folder: string): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode as Text
    text.data = text.data.replaceAll(folder, '/app')
  }
}

/** What is left of the evening: profiles could not be read, one packet was refused, and some callbacks wait. */
async function inboxOf(clock: EveningClock) {
  const settings = readInboxOptions({ attempts: 3, backoff: 1, maxBackoff: 1 })
  const inbox = createInbox(new MemoryInboxStore(settings), settings, { clock: clock.read })
  const put = async (command: 'Room.CallbackAfterMemberEnter', account: string, refusal?: RecordedError) => {
    const id = `1400000000:${command}:${account}`
    const body = Buffer.from(JSON.stringify(packet(command, { RoomId: 'meeting-0410', MemberList_Account: [account] })))
    const receivedAt = clock.now - 3_600_000
    const orderKey = '1400000000/room/meeting-0410'
    const named = { id, idempotencyKey: id, sdkAppId: '1400000000', command, receivedAs: command, orderKey }
    await inbox.put({ ...named, receivedAt, body, ...(refusal && { refusal }) })
  }
  const message =
    'A handler threw. It handles Room.CallbackAfterMemberEnter. Error: The profile service does not answer.'
  const failed = { code: 'handler-failed', message }
  const delivery = inbox.deliver(async () => ({ state: 'failed', error: failed, retryAfter: 0 }))
  for (const account of ['user-02', 'user-03', 'user-04']) await put('Room.CallbackAfterMemberEnter', account)
  while ((await inbox.stats()).dead < 3) await new Promise((resolve) => setTimeout(resolve, 5))
  await delivery.close()
  const drifted = { code: 'invalid-packet', message: 'The packet does not fit the schema of its command.' }
  await put('Room.CallbackAfterMemberEnter', 'user-05', drifted)
  for (const account of ['user-06', 'user-07']) await put('Room.CallbackAfterMemberEnter', account)
  return inbox
}
