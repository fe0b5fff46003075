import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import { runBeside } from '../run.mjs'

const token = 'a-token'

/** Makes an app of what a page shows or of an example, starts it and sends it callbacks. */
export async function tryRecipe(recipe, home, tarballs) {
  const { host, build, start, path = '/tencent', stranger } = recipe
  if (recipe.example)
    cpSync(recipe.example, home, { recursive: true, filter: (name) => !name.includes('node_modules') })
  const written = {
    ...(recipe.page && filesOf(recipe)),
    'package.json': JSON.stringify(manifestOf(recipe, host, tarballs)),
  }
  for (const [name, text] of Object.entries(written)) {
    mkdirSync(dirname(`${home}/${name}`), { recursive: true })
    writeFileSync(`${home}/${name}`, text)
  }
  await runBeside('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: home })
  if (build) await runBeside(process.execPath, build, { cwd: home })

  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    CALLBACK_TOKEN: token,
    NODE_ENV: 'production',
    HOME: home,
  }
  const app = spawn(process.execPath, start, { cwd: home, env, stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = once(app, 'exit')
  try {
    await send(`http://127.0.0.1:${port}${path}`, ended, stranger)
  } finally {
    app.kill()
    await ended
  }
}

/** What an app installs: our packages as they are packed, and its framework. */
function manifestOf({ example, dependencies, type }, host, tarballs) {
  const ours = ['core', host].map((name) => [`@room-callbacks/${name}`, `file:${tarballs[`@room-callbacks/${name}`]}`])
  const manifest = example
    ? JSON.parse(readFileSync(`${example}/package.json`, 'utf8'))
    : { name: 'app', private: true, type, dependencies }
  return { ...manifest, dependencies: { ...manifest.dependencies, ...Object.fromEntries(ours) } }
}

/** What stands in every app of a framework, and the blocks of its page whose first line is a comment with a path. */
function filesOf({ page, files }) {
  const text = readFileSync(`docs/recipes/${page}.md`, 'utf8')
  const blocks = text.matchAll(/^```\w+\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)
  return { ...files, ...Object.fromEntries([...blocks].map(([, name, block]) => [name, block])) }
}

async function send(url, ended, stranger) {
  const post = async (command, body, withToken = token) => {
    const query = callbackQuery({ sdkAppId: 1400000000, command, token: withToken })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}?${query}`, { method: 'POST', headers, body })
    return [response.status, await response.json()]
  }
  const room = 'Room.CallbackAfterCreateRoom'
  const gift = 'Live.CallbackBeforeSendGift'
  await listening(url, ended)
  const [status, { ActionStatus }] = await post(room, sampleText(room))
  assert.deepEqual([status, ActionStatus], [200, 'OK'])
  const many = JSON.parse(sampleText(gift))
  many.GiftWater.Count = 1000
  const [, { ErrorCode }] = await post(gift, JSON.stringify(many))
  assert.equal(ErrorCode, 102101)
  const [refused] = await post(room, sampleText(room), 'another')
  assert.equal(refused, 401)
  const other = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  assert.equal(other.status, stranger, 'what is no callback')
}

async function listening(url, ended) {
  const isOver = ended.then(() => {
    throw new Error('It ended before it listened.')
  })
  for (;;) {
    const isThere = await Promise.race([
      fetch(url).then(
        () => true,
        () => false,
      ),
      isOver,
    ])
    if (isThere) return
    await wait(100)
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
