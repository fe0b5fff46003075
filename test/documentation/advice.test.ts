import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { commandTable } from '@room-callbacks/cli'
import * as client from '@room-callbacks/client'
import * as core from '@room-callbacks/core'
import * as define from '@room-callbacks/core/define'
import * as inboxDoor from '@room-callbacks/core/inbox'
import * as express from '@room-callbacks/express'
import { inspector } from '@room-callbacks/inspector'
import * as postgres from '@room-callbacks/postgres'
import * as redis from '@room-callbacks/redis'
import * as sqlite from '@room-callbacks/sqlite'
import * as testing from '@room-callbacks/testing'
import t from 'tap'
import ts from 'typescript'
import { Running } from '../cli/run-cli.ts'
import { anchorsOf } from './anchors.ts'

/** A text that a user may be shown: a literal of the sources of a package. */
interface Told {
  readonly file: string
  readonly text: string
}

// Of Redis, Postgres and SQLite: programs, not words.
const generated =
  /\/(generated|scripts)\/|^packages\/(sqlite\/src\/(layout|transactions)|postgres\/src\/migrations\/sql)\//

const statement = /^(SELECT|UPDATE|PRAGMA|INSERT|DELETE|CREATE) /

/** The texts of more than one word. What stands in comments is not told to a user. */
function toldBy(file: string): Told[] {
  const told: Told[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/[a-z] [a-z]/i.test(node.text) && !statement.test(node.text)) told.push({ file, text: node.text })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest))
  return told
}

const packages = readdirSync('packages')
const sources = packages.flatMap((name) =>
  readdirSync(`packages/${name}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `packages/${name}/src/${file}`)
    .filter((file) => !generated.test(file)),
)
const told = sources.flatMap(toldBy)

/** Everything that a text finds, with where it stands. */
const found = (pattern: RegExp): { readonly file: string; readonly text: string; readonly names: string[] }[] =>
  told.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map((match) => ({ file, text, names: match.slice(1).map(String) })),
  )

t.test('there is something to look at', async (t) => {
  const advice = Object.values(core.errorTable).map(({ advice }) => advice)
  for (const text of advice)
    t.ok(
      told.some((one) => one.text === text),
      text,
    )
})

t.test('a page that is named is published, and has the heading that is named', async (t) => {
  const named = found(
    /https:\/\/github\.com\/room-callbacks\/room-callbacks\/blob\/main\/(docs\/[\w/-]+\.md)#([\w-]+)/g,
  )
  t.ok(named.length > 4)
  for (const { file, names } of named) {
    const [page = '', anchor = ''] = names
    t.ok(existsSync(page), `${file}: ${page}`)
    t.ok(anchorsOf(page).has(anchor), `${file}: ${page}#${anchor}`)
  }
})

t.test('what is not published is not pointed at', async (t) => {
  t.same(
    found(
      /((?<!blob\/main\/)\bdocs\/|\bREADME of @|SECURITY\.md|CONTRIBUTING|(?<!differs from )the documentation\b|the table of|options table)/g,
    ),
    [],
  )
})

t.test('packages and their doors exist', async (t) => {
  // A file below node_modules is no door.
  const named = found(/(?<!node_modules\/)@room-callbacks\/([\w-]+)(?:\/([\w-]+))?/g)
  t.ok(named.length > 0)
  for (const { file, names } of named) {
    const [name = '', door = 'undefined'] = names
    t.ok(packages.includes(name), `${file}: ${name}`)
    if (door === 'undefined') continue
    const { exports } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'))
    t.ok(`./${door}` in exports, `${file}: ${door}`)
  }
})

const methodsOf = (value: object): string[] =>
  value === Object.prototype ? [] : [...Reflect.ownKeys(value).map(String), ...methodsOf(Object.getPrototypeOf(value))]

t.test('functions and methods exist', async (t) => {
  const memory = testing.memoryInbox()
  const platform = await testing.startPlatform()
  const engine = await testing.startEngine({ url: 'http://127.0.0.1:1', key: 'advice' })
  const rest = client.callbackClient({ sdkAppId: 1400000000, secretKey: 'a'.repeat(64) })
  const callbacks = express.roomCallbacks(1400000000)
  const doors = [core, define, inboxDoor, express, postgres, redis, sqlite, testing, client, { inspector }]
  const simulated = [platform, platform.chat, platform.calls, engine]
  const objects = [callbacks, memory, ...simulated, rest, rest.live, rest.conference, rest.call, rest.chat]
  const known = new Set([...doors.flatMap((door) => Object.keys(door)), ...objects.flatMap(methodsOf)])
  // Of the language and of hosts.
  const foreign = [
    'trim',
    'json',
    'encodeURIComponent',
    'send',
    'query',
    'connect',
    'waitUntil',
    'call',
    'groupCall',
    'attach',
  ]
  const named = found(/(?<![\w$.:#@-])([a-z]\w+)\(/g)
  t.ok(named.length > 10)
  for (const { file, text, names } of named) {
    const [name = ''] = names
    t.ok(known.has(name) || foreign.includes(name), `${file}: ${name}() in: ${text}`)
  }
  await platform.close()
  await engine.close()
  await rest.close()
  await memory.close()
})

t.test('options exist', async (t) => {
  const inspectorOptions = readFileSync('packages/inspector/src/options/option-table.ts', 'utf8')
  const typed = [
    'redis/src/redis-inbox-options.ts',
    'testing/src/inject.ts',
    'testing/src/callback-query.ts',
    'core/src/web/web-options.ts',
    'core/src/families/create-family-callbacks.ts',
  ]
  const typedOptions = typed.map((file) => readFileSync(`packages/${file}`, 'utf8')).join('\n')
  const known = new Set([
    ...Object.keys(core.optionTable),
    ...Object.keys(inboxDoor.inboxOptionTable),
    ...Object.keys(client.clientOptionTable),
    // Of the packages for web requests alone.
    'waitUntil',
    ...[...inspectorOptions.matchAll(/^ {2}(\w+):/gm), ...typedOptions.matchAll(/readonly (\w+)\??:/g)].map(
      ([, name]) => String(name),
    ),
  ])
  const named = found(/\b(?!(?:an|each|every|one|or|the|no|this)\b)(\w+) option\b/gi)
  t.ok(named.length > 10)
  for (const { file, text, names } of named) {
    const [name = ''] = names
    t.ok(known.has(name), `${file}: ${name} in: ${text}`)
  }
})

t.test('hooks that are named in quotation marks exist', async (t) => {
  const hooks = ['rejected', 'error', 'unknown', 'unhandled', 'duplicate', '*']
  for (const { file, text, names } of found(/the `([^`]+)` hook/g))
    t.ok(hooks.includes(names[0] ?? ''), `${file}: ${text}`)
})

t.test('commands and flags of the program exist', async (t) => {
  // Its name is the words before its first argument.
  const usages = commandTable.map(({ usage }) => /^[a-z]+( [a-z]+)*/.exec(usage)?.[0] ?? '')
  const commands = usages.map((usage) => usage.split(' ')[0] as string)
  const named = found(/`(?:npx )?room-callbacks ([a-z][\w-]*)/g)
  t.ok(named.length > 1)
  for (const { file, text, names } of named) t.ok(commands.includes(names[0] ?? ''), `${file}: ${text}`)
  const helps = await Promise.all(
    ['--help', ...usages.map((usage) => `${usage} --help`)].map(
      async (line) => (await new Running(line.split(' ')).ended).stdout,
    ),
  )
  const flags = new Set([...helps.join('\n').matchAll(/--[a-z][a-z-]*/g)].map(([flag]) => flag))
  const ofOthers = ['--import', '--conditions', '--experimental-sqlite', '--no-warnings']
  // The scripts of a start run other programs.
  const shown = found(/(?<![\w-])(--[a-z][a-z-]+)/g).filter(({ file }) =>
    /^packages\/cli\/(?!src\/commands\/create\/)/.test(file),
  )
  t.ok(shown.length > 5)
  for (const { file, text, names } of shown)
    t.ok(flags.has(names[0] ?? '') || ofOthers.includes(names[0] ?? ''), `${file}: ${text}`)
})

t.test('every registry says what to do in whole sentences', async (t) => {
  const { failures } = await import('@room-callbacks/cli')
  const registries: Readonly<Record<string, string>>[] = [
    mapped(core.errorTable, ({ advice }) => advice),
    mapped(client.clientErrorTable, ({ advice }) => advice),
    mapped(client.errorCodeTable, ({ advice }) => advice),
    mapped(testing.simulationErrors, ({ advice }) => advice),
    mapped(failures, ({ hint }) => hint),
  ]
  for (const registry of registries) {
    for (const [code, advice] of Object.entries(registry)) t.match(advice, /^[A-Z].*[.?]$/s, code)
  }
})

const mapped = <Row>(table: Readonly<Record<string, Row>>, of: (row: Row) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([code, row]) => [code, of(row)]))
