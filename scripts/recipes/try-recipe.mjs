import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import { runBeside } from '../run.mjs'

const token = 'a-token'

/** Makes an app of what a page shows, starts it and sends it callbacks. */
export async function tryRecipe({ host, dependencies, type, files, build, start, stranger }, page, home, tarballs) {
  const ours = ['core', host].map((name) => [`@room-callbacks/${name}`, `file:${tarballs[`@room-callbacks/${name}`]}`])
  const manifest = { name: 'app', private: true, type, dependencies: { ...dependencies, ...Object.fromEntries(ours) } }
  const written = { ...files, ...filesOf(page), 'package.json': JSON.stringify(manifest) }
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
    await send(`http://127.0.0.1:${port}/tencent`, ended, stranger)
  } finally {
    app.kill()
    await ended
  }
}

/** The blocks of a page whose first line is a comment with a path. */
const filesOf = (page) =>
  Object.fromEntries([...page.matchAll(/^```\w+\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => [name, text]))

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
