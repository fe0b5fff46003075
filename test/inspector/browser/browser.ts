import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { InspectorOptions } from '@room-callbacks/inspector'
import type { NodeRoomCallbacks, Options } from '@room-callbacks/node'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { secretQuery } from '../ask.ts'
import { type Inspected, inspected, type Test } from '../inspected.ts'

/** Where pictures of the last run are. */
export const artefacts = 'test-artefacts/inspector'

const isExecutable = (path: string): boolean => existsSync(path) && spawnSync(path, ['--version']).status === 0

/** The browser of this machine, on the PATH or named by `CHROMIUM`. */
const executablePath = [
  process.env['CHROMIUM'] ?? '',
  ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'chromium')),
].find(isExecutable)

/** Starts the browser, until the test ends. */
export async function startBrowser(t: Test): Promise<Browser> {
  mkdirSync(artefacts, { recursive: true })
  // Nothing that it would fetch by itself.
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update']
  const args = ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet]
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) })
  t.teardown(() => browser.close())
  return browser
}

/** A page that is open on an inspector. */
export interface Opened extends Inspected {
  readonly page: string
  readonly tab: Page
  /** What the browser complained of, or showed by itself. */
  readonly complaints: string[]
  /** The command words in sight, from the top. */
  readonly commands: () => Promise<string[]>
}

/** What a page is opened with. */
export interface Opening {
  readonly browser: Browser
  readonly register?: (callbacks: NodeRoomCallbacks) => void
  readonly receiver?: Options
  readonly context?: BrowserContextOptions
  readonly inspector?: InspectorOptions
}

/** Opens the page of a new receiver. */
export async function open(t: Test, opening: Opening): Promise<Opened> {
  const { browser, register, receiver = {}, context = {}, inspector = {} } = opening
  const served = await inspected(t, inspector, receiver, register)
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...context })
  t.teardown(() => tab.close())
  const complaints: string[] = []
  tab.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  tab.on('pageerror', (error) => complaints.push(String(error)))
  tab.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await tab.goto(`${served.page}?${secretQuery}`)
  await tab.waitForSelector('.connection.live')
  const commands = () => tab.locator('.row .command').allInnerTexts()
  return { ...served, tab, complaints, commands }
}
