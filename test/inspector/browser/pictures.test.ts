import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import t from 'tap'
import { artefacts, open, startBrowser } from './browser.ts'
import { EveningClock, playEvening, receiverOf, register } from './evening.ts'

// Of each run; INSPECTOR_PICTURES names the folder where those of the documentation are.
const folder = process.env['INSPECTOR_PICTURES']
const browser = await startBrowser(t)

t.test('the pictures of the documentation can be taken', async (t) => {
  const clock = new EveningClock()
  const context = { locale: 'en-GB', timezoneId: 'UTC', viewport: { width: 1160, height: 700 } }
  const { tab, callbacks, complaints } = await open(t, { browser, register, receiver: receiverOf(clock), context })
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
  t.same(complaints, [])
})
