import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'

class Opened {
  readonly path: string
  constructor(path: string) {
    this.path = path
  }
}

t.test('the SQLite of Node is taken where there is one', async (t) => {
  const driver = loadDriver(
    () => ({ DatabaseSync: Opened }),
    () => t.fail('better-sqlite3 is not looked for'),
  )
  t.match(driver('a.db'), { path: 'a.db' })
})

t.test('better-sqlite3 is taken where Node has none', async (t) => {
  const driver = loadDriver(
    () => undefined,
    (name) => name === 'better-sqlite3' && Opened,
  )
  t.match(driver('a.db'), { path: 'a.db' })
})

t.test('without either the refusal says what to install', async (t) => {
  const failing = (error: object) => () => {
    throw error
  }
  const load = (error: object) => () => loadDriver(() => undefined, failing(error))
  const missing = Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' })
  t.throws(load(missing), { code: 'inbox-failed', message: /has no SQLite\. Install better-sqlite3 .* Node 22\.13/ })
  t.throws(load(new Error('wrong ELF class')), { message: /could not be loaded: wrong ELF class Install/ })
})

t.test('parameters are plain question marks: better-sqlite3 takes numbered ones for names', async (t) => {
  const folder = new URL('../../packages/sqlite/src/', import.meta.url)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  t.ok(names.length > 30)
  const code = (name: string) => readFileSync(new URL(name, folder), 'utf8').replaceAll(/^\s*(\/?\*|\/\/).*$/gm, '')
  t.same(
    names.filter((name) => /\?\d/.test(code(name))),
    [],
  )
})
