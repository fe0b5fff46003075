import { readFile } from 'node:fs/promises'
import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId } from '../inspected.ts'
import { artefacts, open, startBrowser } from './browser.ts'

const enter = 'Room.CallbackAfterMemberEnter'
const owner = 'Live.CallbackAfterChangeOwner'
const gift = 'Live.CallbackBeforeSendGift'
const browser = await startBrowser(t)

t.test('callbacks appear as they arrive, newest first', async (t) => {
  const { tab, send, commands, complaints } = await open(t, { browser })
  await tab.getByText('No callback yet.').waitFor()
  await send(packet(enter))
  await tab.locator('#row-1').waitFor()
  await send(packet(gift))
  await tab.locator('#row-2').waitFor()
  t.same(await commands(), [gift, enter])
  t.match(await tab.locator('#row-2').innerText(), /deny 1[\s\S]*unhandled/)
  t.match(await tab.locator('.connection').innerText(), /Live\s+2/)
  t.same(complaints, [])
})

t.test('the first page says from when on callbacks are recorded', async (t) => {
  const { tab, send, commands } = await open(t, { browser, inspector: { record: 'watched' } })
  await tab.getByText('recorded while this page is open').waitFor()
  await send(packet(enter))
  await tab.locator('#row-1').waitFor()
  t.same(await commands(), [enter])
})

t.test('the list is narrowed by command, outcome, room and text', async (t) => {
  const { tab, send, commands } = await open(t, { browser, register: (callbacks) => callbacks.on(enter, () => {}) })
  await send(packet(enter, { RoomId: 'north' }))
  await send(packet(enter, { RoomId: 'south' }))
  await send(packet(owner, { RoomId: 'north', CurrentOwner_Account: 'needle' }))
  await send('{', { command: owner })
  await tab.locator('#row-4').waitFor()
  const narrowed = async (): Promise<number> => (await commands()).length
  const showAll = tab.getByRole('button', { name: /show all/ })

  await tab.getByLabel('Command', { exact: true }).selectOption(enter)
  t.equal(await narrowed(), 2)
  await tab.getByLabel('Room').fill('south')
  t.equal(await narrowed(), 1)
  t.equal(await showAll.innerText(), '1 of 4, show all')
  await showAll.click()
  t.equal(await narrowed(), 4)
  await tab.getByLabel('Outcome').selectOption('invalid-json')
  t.same(await commands(), [owner])
  await tab.getByLabel('Outcome').selectOption('failed')
  t.same(await commands(), [owner])
  await tab.getByLabel('Outcome').selectOption('')
  await tab.keyboard.press('Escape')
  await tab.keyboard.press('/')
  await tab.keyboard.type('NEEDLE')
  t.same(await commands(), [owner])
  await tab.getByLabel('Search').fill('nothing has this')
  await tab.getByText('No callback fits the filters.').waitFor()
})

t.test('the list is narrowed by family, which the address keeps', async (t) => {
  const { tab, page, send, commands } = await open(t, { browser })
  const [wrote, joined, met] = ['C2C.CallbackAfterSendMsg', 'Group.CallbackAfterNewMemberJoin', enter] as const
  for (const command of [wrote, joined, met]) await send(packet(command))
  await send('{}', { command: 'NoFamily' })
  await tab.locator('#row-4').waitFor()
  const family = tab.getByLabel('Family')
  t.same(await family.locator('option').allInnerTexts(), ['Every family', 'C2C.*', 'Group.*', 'Room.*'])

  await tab.keyboard.press('f')
  t.ok(await family.evaluate((element) => element === document.activeElement), 'a key reaches it')
  await tab.keyboard.type('Gro')
  t.same(await commands(), [joined])
  t.match(tab.url(), /#family=Group\.\*$/)
  await tab.reload()
  await tab.locator('#row-2').waitFor()
  t.same([await family.inputValue(), await commands()], ['Group.*', [joined]], 'a reload keeps it')
  const command = tab.getByLabel('Command', { exact: true })
  t.same(await command.locator('option').allInnerTexts(), ['Every command', joined])
  await command.selectOption(joined)
  await family.selectOption('C2C.*')
  t.same([await command.inputValue(), await commands()], ['', [wrote]], 'a command of another family is dropped')

  await tab.goto(`${page}#text=jared&family=C2C.*`)
  t.same([await tab.getByLabel('Search').inputValue(), await commands()], ['jared', [wrote]], 'as another address says')
  await tab.getByRole('button', { name: /show all/ }).click()
  t.equal((await commands()).length, 4)
  t.notMatch(tab.url(), '#')
})

t.test('the details show the packet twice, its drift, and the error with its stack', async (t) => {
  const { tab, send, complaints } = await open(t, {
    browser,
    register: (callbacks) =>
      callbacks.on('Mic.CallbackAfterSeatInfoChanged', () => {
        throw new Error('no such seat')
      }),
  })
  const raw = '{"RoomId":"r","SeatList":[{"Index":1,"Member_Account":144115233775727695}],"EventTime":"5","New":1}'
  await send(raw, { command: 'Mic.CallbackAfterSeatInfoChanged' })
  await tab.locator('#row-1').click()
  const detail = tab.locator('#detail')
  await detail.getByText('As normalised').waitFor()
  t.same(await detail.locator('.removed').allInnerTexts(), [
    '      "Member_Account": 144115233775727695\n',
    '  "EventTime": "5",\n',
  ])
  t.match(await detail.locator('.added').allInnerTexts(), [/"Member_Account": "144115233775727695"/, /"EventTime": 5,/])
  t.match(
    await detail.locator('.drifts').innerText(),
    /EventTime was converted string to number\s+New is not documented/,
  )
  t.match(await detail.locator('.error').innerText(), /handler-failed[\s\S]*Error: no such seat\n\s+at /)
  t.match(await detail.locator('.facts').innerText(), /Signature\s+not checked[\s\S]*Request\s+POST \/callback/)
  await detail.getByLabel('byte for byte').check()
  t.equal(await detail.locator('.lines').first().innerText(), `${raw}\n`)
  await tab.screenshot({ path: `${artefacts}/detail-with-error.png` })
  t.same(complaints, [])
})

t.test('a callback is replayed, and its replay shown', async (t) => {
  let ran = 0
  const { tab, send } = await open(t, { browser, register: (callbacks) => callbacks.on(enter, () => ran++) })
  await send(packet(enter))
  await tab.locator('#row-1').click()
  await tab.getByRole('button', { name: 'Replay' }).click()
  await tab.getByText('Replayed #1: handled, 200.').waitFor()
  await tab.locator('#row-2[aria-selected=true]').waitFor()
  await tab.getByText('replay of #1').waitFor()
  t.equal(ran, 2)
})

t.test('a callback is copied as a command that a shell runs', async (t) => {
  const context = { permissions: ['clipboard-read', 'clipboard-write'] }
  const { tab, send } = await open(t, { browser, context, receiver: { token: 'tRtcWebhookToken01' } })
  await send(packet(enter, { RoomId: "it's" }), { token: 'tRtcWebhookToken01' })
  await tab.locator('#row-1').click()
  await tab.getByRole('button', { name: 'Copy as curl' }).click()
  await tab.getByText('Copied curl. It signs with the variable CALLBACK_TOKEN: export it first.').waitFor()
  const copied = await tab.evaluate(() => navigator.clipboard.readText())
  t.match(copied, /^t=\$\(date \+%s\); s=.*; curl .*\$CALLBACK_TOKEN/)
  t.notMatch(copied, /tRtcWebhookToken01|Sign=[\da-f]/)
})

t.test('what the browser does not let a page copy is shown', async (t) => {
  const { tab, send } = await open(t, { browser, context: { permissions: [] } })
  await send(packet(enter))
  await tab.locator('#row-1').click()
  await tab.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await tab.getByRole('button', { name: 'Copy packet' }).click()
  t.equal(await tab.getByRole('dialog').locator('textarea').inputValue(), JSON.stringify(packet(enter)))
})

t.test('a sample is sent, as it is or changed', async (t) => {
  const rooms: string[] = []
  const { tab } = await open(t, {
    browser,
    register: (callbacks) =>
      callbacks.on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.push(RoomInfo.RoomId)),
  })
  await tab.keyboard.press('s')
  const dialog = tab.getByRole('dialog')
  const text = await dialog.getByLabel('Packet').inputValue()
  await dialog.getByLabel('Packet').fill(text.replace(/"RoomId": "[^"]*"/, '"RoomId": "mine"'))
  t.equal(await dialog.getByLabel('App').inputValue(), String(appId))
  await dialog.getByRole('button', { name: 'Send' }).click()
  await tab.getByText('Sent Room.CallbackAfterCreateRoom: handled, 200.').waitFor()
  t.same(rooms, ['mine'])
})

t.test('an export is downloaded, and imported elsewhere', async (t) => {
  const first = await open(t, { browser })
  await first.send(packet(enter, { RoomId: 'kept' }))
  await first.tab.locator('#row-1').waitFor()
  const downloading = first.tab.waitForEvent('download')
  await first.tab.getByRole('link', { name: 'Export' }).click()
  const download = await downloading
  t.match(download.suggestedFilename(), /^room-callbacks-.*\.json$/)
  const path = await download.path()
  t.match(JSON.parse(await readFile(path, 'utf8')), { version: 1, callbacks: [{ command: enter }] })

  const second = await open(t, { browser })
  await second.tab.getByLabel('Import').setInputFiles(path)
  await second.tab.getByText('Imported 1 callbacks.').waitFor()
  t.match(await second.tab.locator('#row-1').innerText(), /import[\s\S]*kept/)
  const wrong = { name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{"version":9}') }
  await second.tab.getByLabel('Import').setInputFiles(wrong)
  await second.tab.locator('.notice.failed').getByText('version: expected 1').waitFor()
  for (const [text, message] of [
    ['{', 'It is not JSON.'],
    ['null', 'version: expected 1'],
    ['{"version":1,"callbacks":{}}', 'callbacks: expected a list'],
  ] as const) {
    await second.tab.getByLabel('Import').setInputFiles({ ...wrong, buffer: Buffer.from(text) })
    await second.tab.locator('.notice.failed').getByText(message).waitFor()
  }
})

t.test('a large file is imported in parts', async (t) => {
  const { tab, get } = await open(t, { browser, inspector: { capacity: 5000 } })
  const parts: string[] = []
  tab.on('request', (request) => {
    if (request.method() === 'POST') parts.push(request.postData() as string)
  })
  const callback = {
    command: enter,
    receivedAs: enter,
    sdkAppId: String(appId),
    receivedAt: '2026-01-01T00:00:00.000Z',
    query: '',
    raw: '{}',
    status: 200,
    outcome: 'handled',
    answer: '',
  }
  const large = { ...callback, raw: JSON.stringify({ RoomId: 'x'.repeat(600_000) }) }
  const callbacks = [...Array.from({ length: 1200 }, () => callback), large, large, callback]
  const file = (...more: unknown[]) => {
    const buffer = Buffer.from(JSON.stringify({ version: 1, callbacks: [...callbacks, ...more] }))
    return { name: 'large.json', mimeType: 'application/json', buffer }
  }
  await tab.getByLabel('Import').setInputFiles(file())
  await tab.getByText('Imported 1203 callbacks.').waitFor()
  t.equal((await get('api/overview')).json.totals.kept, 1203)
  t.same(
    parts.map((part) => JSON.parse(part).callbacks.length),
    [500, 500, 201, 2],
  )
  await tab.getByLabel('Import').setInputFiles(file({ ...callback, outcome: 'none' }))
  await tab.getByText('Imported 1201 callbacks; of the next ones: callbacks[2].outcome: it is none.').waitFor()
})

t.test('a paused list stays as it is until it goes on', async (t) => {
  const { tab, send, commands } = await open(t, { browser })
  await send(packet(enter))
  await tab.locator('#row-1').waitFor()
  await tab.keyboard.press('p')
  await send(packet(owner))
  await tab.getByRole('button', { name: 'Go on (1 new)' }).waitFor()
  t.same(await commands(), [enter])
  await tab.keyboard.press('p')
  t.same(await commands(), [owner, enter])
})
