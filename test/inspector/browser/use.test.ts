import { allow, deny } from '@room-callbacks/core'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { artefacts, open, startBrowser } from './browser.ts'

const enter = 'Room.CallbackAfterMemberEnter'
const browser = await startBrowser(t)

t.test('the keyboard reaches everything', async (t) => {
  const { tab, send } = await open(t, { browser })
  for (const RoomId of ['a', 'b', 'c']) await send(packet(enter, { RoomId }))
  await tab.locator('#row-3').waitFor()
  const selected = () => tab.locator('[aria-selected=true]').getAttribute('id')
  const press = (key: string) => tab.keyboard.press(key)
  await press('j')
  t.equal(await selected(), 'row-3')
  await press('ArrowDown')
  await press('j')
  await press('j')
  t.equal(await selected(), 'row-1', 'the last one is the end')
  await press('k')
  t.equal(await selected(), 'row-2')
  t.equal(await tab.locator('#list').getAttribute('aria-activedescendant'), 'row-2')
  await press('Enter')
  await tab.locator('#detail:focus').waitFor()
  await press('Escape')
  await tab.locator('#list:focus').waitFor()
  t.equal(await tab.locator('#detail').count(), 0)
  await press('Enter')
  await tab.locator('#detail:focus').waitFor()
  await press('r')
  await tab.getByText('Replayed #3').waitFor()
  await press('/')
  await tab.locator('#search:focus').waitFor()
  await tab.keyboard.type('jk?')
  t.equal(await tab.locator('#search').inputValue(), 'jk?', 'what is typed is no command')
  await press('Escape')
  await press('2')
  await tab.locator('.room-card').first().waitFor()
  await press('1')
  await press('?')
  const help = tab.getByRole('dialog', { name: 'Keyboard' })
  t.match(await help.innerText(), /Replay the callback/)
  await press('Escape')
  await help.waitFor({ state: 'detached' })
})

t.test('the focus can be seen, and every control has a name', async (t) => {
  const { tab, send } = await open(t, { browser })
  await send(packet(enter))
  await tab.locator('#row-1').click()
  await tab.locator('#detail .packets').waitFor()
  const nameless = await tab
    .locator('button, a, input, select, textarea')
    .evaluateAll((controls) =>
      (controls as HTMLInputElement[])
        .filter((control) => !control.ariaLabel && !control.innerText && !control.labels?.length)
        .map(({ outerHTML }) => outerHTML),
    )
  t.same(nameless, [])
  await tab.keyboard.press('Tab')
  const outline = () => tab.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
  t.equal(await outline(), 'solid')
})

t.test('it is dark where everything is dark', async (t) => {
  const { tab, send } = await open(t, { browser })
  await send(packet(enter))
  await tab.locator('#row-1').waitFor()
  const ground = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const brightness = async () => Number(/\d+/.exec(await ground())?.[0])
  t.ok((await brightness()) > 200)
  await tab.emulateMedia({ colorScheme: 'dark' })
  t.ok((await brightness()) < 60)
  t.equal(await tab.locator('.plot canvas').count(), 2, 'the charts were drawn anew')
  await tab.screenshot({ path: `${artefacts}/dark.png` })
})

t.test('it fits a telephone', async (t) => {
  const { tab, send } = await open(t, { browser, context: { viewport: { width: 400, height: 800 } } })
  await send(packet('Group.CallbackAfterSendMsg'))
  await tab.locator('#row-1').click()
  await tab.locator('#detail .packets').waitFor()
  await tab.screenshot({ path: `${artefacts}/narrow.png` })
  const overflow = () => tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  t.equal(await overflow(), 0)
  await tab.getByRole('button', { name: 'Close' }).click()
  t.equal(await overflow(), 0)
  for (const part of ['time', '.room', '.outcome', '.latency']) {
    t.ok(await tab.locator(`#row-1 ${part}`).isVisible(), `${part} is shown, on two lines`)
  }
  const heightOf = () => tab.locator('.rows').evaluate(({ style }) => style.height)
  t.equal(await heightOf(), '52px')
  await tab.setViewportSize({ width: 800, height: 400 })
  await tab.locator('.rows[style*="36px"]').waitFor()
})

t.test('rooms are shown with their people and seats', async (t) => {
  const { tab, send } = await open(t, { browser })
  await send(packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId: 'm1', RoomName: 'Planning' } }))
  await send(packet(enter, { RoomId: 'm1', MemberList_Account: ['ada', 'ben'] }))
  await send(
    packet('Mic.CallbackAfterSeatInfoChanged', { RoomId: 'm1', SeatList: [{ Index: 1, Member_Account: 'ben' }] }),
  )
  await tab.getByRole('button', { name: 'Rooms' }).click()
  const room = tab.getByRole('article', { name: 'Room m1' })
  await room.getByRole('list', { name: 'Seats' }).getByText('ben').waitFor()
  t.match(await room.innerText(), /Planning[\s\S]*ada\s+ben/)
  await send(packet('Room.CallbackAfterMemberLeave', { RoomId: 'm1', MemberList_Account: ['ben'] }))
  await room.getByRole('list', { name: 'Seats' }).getByText('free').waitFor()
  await room.getByRole('button', { name: 'm1' }).click()
  t.equal(await tab.getByLabel('Room').inputValue(), 'm1')
})

t.test('a dead letter is found, read, mended and replayed', async (t) => {
  const inbox = memoryInbox({ attempts: 1 })
  t.teardown(() => inbox.close())
  let isUp = false
  const { tab, send, complaints } = await open(t, {
    browser,
    receiver: { inbox },
    register: (callbacks) =>
      callbacks.on(enter, () => {
        if (!isUp) throw new Error('The profile service does not answer.')
      }),
  })
  for (const RoomId of ['r1', 'r2', 'r3']) await send(packet(enter, { RoomId }))
  await tab.keyboard.press('3')
  const main = tab.getByRole('main', { name: 'Inbox' })
  await main.getByRole('button', { name: /^3\s+dead$/ }).waitFor()
  await main.getByRole('region', { name: 'By error' }).getByRole('button', { name: '3 handler-failed' }).waitFor()
  await main.locator('.entry').nth(2).waitFor()
  await main.locator('.entry button', { hasText: '1400000000/room/r1' }).click()
  const letter = tab.getByRole('region', { name: 'Entry' })
  await letter.getByText('The profile service does not answer.').waitFor()
  t.match(await letter.locator('.lines').innerText(), /"RoomId": "r1"/)

  isUp = true
  await letter.getByRole('button', { name: 'Retry' }).click()
  const dialog = tab.getByRole('dialog', { name: 'Retry' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  t.equal((await inbox.stats()).dead, 3, 'nothing is done without a yes')
  await letter.getByRole('button', { name: 'Retry' }).click()
  await dialog.getByRole('button', { name: 'Retry' }).click()
  await tab.getByText('New attempts for 1.').waitFor()
  await main.getByRole('button', { name: /^2\s+dead$/ }).waitFor()
  await main.getByRole('checkbox').first().check()
  await main.getByRole('button', { name: 'Purge 1 chosen' }).click()
  await tab.getByRole('dialog').getByRole('button', { name: 'Purge' }).click()
  await tab.getByText('Forgotten: 1.').waitFor()
  await main.getByRole('button', { name: '1400000000/room/r3', exact: false }).first().waitFor()
  await main.getByRole('button', { name: 'Retry all' }).click()
  await tab.getByRole('dialog').getByRole('button', { name: 'Retry' }).click()
  await main.getByText('Nothing is dead.').waitFor()
  await inbox.drain({ timeout: 20_000 })
  t.match(await inbox.stats(), { dead: 0, waiting: 0 })
  await tab.setViewportSize({ width: 400, height: 800 })
  t.equal(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
  t.same(complaints, [])
})

t.test('decisions are shown, and filtered by', async (t) => {
  const { tab, send, commands } = await open(t, {
    browser,
    register: (callbacks) =>
      callbacks.on('Live.CallbackBeforeSendGift', ({ GiftWater }) =>
        GiftWater.Count > 1 ? deny(102101 + GiftWater.Count) : allow(),
      ),
  })
  for (const Count of [1, 2, 3]) await send(packet('Live.CallbackBeforeSendGift', { GiftWater: { Count } }))
  await send(packet(enter))
  await tab.locator('#row-4').waitFor()
  const choice = tab.getByLabel('Decision')
  await choice.selectOption('deny')
  t.equal((await commands()).length, 2, 'any code')
  await choice.selectOption('deny 102103')
  t.equal((await commands()).length, 1)
  t.match(await tab.locator('#row-2').innerText(), /deny 102103/)
  t.match(tab.url(), /decision=deny/)
})

t.test('the page goes on when the server was gone', async (t) => {
  const { tab, send, close } = await open(t, { browser })
  await send(packet(enter))
  await tab.locator('#row-1').waitFor()
  close()
  await tab.locator('.connection.live').waitFor({ state: 'detached' })
  await tab.locator('.connection.live').waitFor()
  t.equal(await tab.locator('.row').count(), 1)
})

t.test('a thousand entries and two hundred a second are drawn fluently', async (t) => {
  const { tab, callbacks, commands } = await open(t, { browser })
  const send = (index: number) => inject(callbacks, packet(enter, { RoomId: `r${index}` }))
  for (let index = 0; index < 1000; index++) await send(index)
  await tab.locator('#row-1000').waitFor()
  t.ok((await commands()).length < 60, 'only the rows in sight exist')
  await tab.evaluate(() => {
    const frames: number[] = []
    Object.assign(globalThis, { frames })
    const note = (time: number) => {
      frames.push(time)
      requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  // Paced by the frames of the page itself: twenty callbacks for each tenth of a second that it saw.
  for (let batch = 0; batch < 20; batch++) {
    for (let index = 0; index < 20; index++) await send(1000 + batch * 20 + index)
    await tab.evaluate(async () => {
      const end = performance.now() + 100
      while (performance.now() < end) await new Promise(requestAnimationFrame)
    })
  }
  await tab.locator('#row-1400').waitFor()
  const frames = (await tab.evaluate(() => (globalThis as unknown as { frames: number[] }).frames)) as number[]
  const gaps = frames
    .slice(1)
    .map((time, index) => time - (frames[index] as number))
    .sort((a, b) => a - b)
  const median = gaps[Math.floor(gaps.length / 2)] as number
  const slowest = gaps[Math.floor(gaps.length * 0.95)] as number
  t.comment(`${frames.length} frames, median ${median.toFixed(1)} ms, 95 % within ${slowest.toFixed(1)} ms`)
  t.ok(median < 100, 'most frames come in time, on a machine that does other things as well')
  t.match(await tab.locator('.connection').innerText(), /1000 of 1400/)
})

t.test('what is looked at stays where it is while callbacks arrive', async (t) => {
  const { tab, callbacks } = await open(t, { browser })
  const send = (index: number) => inject(callbacks, packet(enter, { RoomId: `r${index}` }))
  for (let index = 0; index < 100; index++) await send(index)
  await tab.locator('#row-100').waitFor()
  await tab.locator('#list').evaluate((list) => list.scrollTo(0, 1000))
  const placeOf = () => tab.locator('#row-70').evaluate((row) => row.getBoundingClientRect().top)
  await tab.locator('#row-70').waitFor()
  const before = await placeOf()
  for (let index = 100; index < 110; index++) await send(index)
  await tab.getByRole('status').getByText('110', { exact: true }).waitFor()
  t.equal(await placeOf(), before)
})
