import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import ts from 'typescript'
import { installDeclarations } from './declarations.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What an app exports of each package without a word of annotation. */
const apps: { readonly [name: string]: string } = {
  ...Object.fromEntries(
    ['express', 'koa', 'node'].map((name) => [
      name,
      `import { addressCheck, allow, commands, roomCallbacks, type Hooks, type Options } from '@room-callbacks/${name}'
       const options: Options = {}
       export const { inbox, deduplication } = options
       export const callbacks = roomCallbacks(1400000000, options)
       export const { on, off, close, receive } = callbacks
       export const hooks = {} as Hooks<string>
       export const { rejected, error } = hooks
       export const [command] = commands
       export const stats = async () => (await inbox?.list('dead'))?.map(({ record, error }) => ({ record, error }))
       export const verdict = allow()
       export const check = addressCheck([])`,
    ]),
  ),
  sqlite: `import { openInbox, openStore, sqliteDeduplication } from '@room-callbacks/sqlite'
    export const inbox = await openInbox('./callbacks.db')
    export const stats = () => inbox.stats()
    export function dead() { return inbox.list('dead') }
    export const { deliver, put } = inbox
    export const deduplication = sqliteDeduplication
    export const store = openStore`,
  redis: `import { openInbox, redisDeduplication } from '@room-callbacks/redis'
    export const inbox = await openInbox({ connection: 'redis://localhost' })
    export const stats = () => inbox.stats()
    export function dead() { return inbox.list('dead') }
    export const { deliver, put } = inbox
    export const store = redisDeduplication({ connection: 'redis://localhost' })
    export const { claim, complete } = store`,
  postgres: `import { openInbox, postgresDeduplication } from '@room-callbacks/postgres'
    export const inbox = await openInbox({ connection: 'postgres://localhost' })
    export const stats = () => inbox.stats()
    export function dead() { return inbox.list('dead') }
    export const { deliver, put } = inbox
    export const store = postgresDeduplication({ connection: 'postgres://localhost' })
    export const { claim, complete } = store`,
  testing: `import { inject, memoryInbox, packet, startPlatform } from '@room-callbacks/testing'
    export const gift = packet('Live.CallbackBeforeSendGift')
    export const { GiftWater } = gift
    export const inbox = memoryInbox()
    export const { deliver, put } = inbox
    export const dead = () => inbox.list('dead')
    export const answered = await inject({} as never, gift)
    export const { answer, outcome } = answered
    export const platform = await startPlatform()
    export const { configure, sendGift, settled } = platform`,
  client: `import { callbackClient, clientOptionTable } from '@room-callbacks/client'
    export const client = callbackClient({ sdkAppId: 1400000000, secretKey: '' })
    export const { live, conference } = client
    export const result = await client.ensure({ url: '', commands: [] })
    export const addresses = await client.callbackAddresses()
    export const { timeout } = clientOptionTable`,
  inspector: `import { inspector } from '@room-callbacks/inspector'
    export const page = inspector({} as never)`,
}

t.test('an app that emits declarations names what it exports, installed as pnpm does', async (t) => {
  const home = t.testdir({ 'package.json': '{ "type": "module" }' })
  const store = `${home}/store`
  mkdirSync(`${store}/node_modules`, { recursive: true })
  installDeclarations(['core', ...Object.keys(apps)], store)
  // What the packages themselves depend on.
  for (const name of ['ioredis', 'express', 'koa', 'undici']) {
    symlinkSync(`${root}node_modules/${name}`, `${store}/node_modules/${name}`)
  }
  symlinkSync(`${root}node_modules/@types`, `${store}/node_modules/@types`)
  for (const [name, source] of Object.entries(apps)) {
    const app = `${home}/${name}`
    mkdirSync(`${app}/node_modules/@room-callbacks`, { recursive: true })
    symlinkSync(`${store}/node_modules/@room-callbacks/${name}`, `${app}/node_modules/@room-callbacks/${name}`)
    symlinkSync(`${root}node_modules/@types`, `${app}/node_modules/@types`)
    writeFileSync(`${app}/package.json`, '{ "type": "module" }')
    writeFileSync(`${app}/app.ts`, source)
    t.same(mistakesIn(`${app}/app.ts`), [], name)
  }
})

function mistakesIn(file: string): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    declaration: true,
    skipLibCheck: true,
    outDir: '/',
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
  })
  const mistakes = [...ts.getPreEmitDiagnostics(program), ...program.getDeclarationDiagnostics()]
  return mistakes.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
