import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type * as Core from '@room-callbacks/core'
import type * as Inspect from '@room-callbacks/core/inspect'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import { build } from 'esbuild'
import t from 'tap'

const require = createRequire(import.meta.url)
const appId = 1400000000
const command = 'Room.CallbackAfterCreateRoom'

interface Copy {
  readonly core: typeof Core
  readonly inspect: typeof Inspect
}

const folder = t.testdir({ 'package.json': '{"type":"module"}' })

/** Both copies of core as the build makes them, loaded side by side: what happens in Jest, or in a bundle of both. */
async function load(version: string): Promise<{ readonly modules: Copy; readonly commonJs: Copy }> {
  const dist = `${folder}/${version}`
  await build({
    entryPoints: ['packages/core/src/index.ts', 'packages/core/src/inspect/index.ts'],
    outdir: dist,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    define: { ROOM_CALLBACKS_VERSION: JSON.stringify(version) },
  })
  const script: string = pathToFileURL('scripts/build-commonjs.mjs').href
  const { buildCommonJs } = (await import(script)) as { buildCommonJs: (dist: string) => Promise<void> }
  await buildCommonJs(dist)
  const modulesOf = (file: string) => import(pathToFileURL(`${dist}/${file}`).href)
  return {
    modules: { core: await modulesOf('index.js'), inspect: await modulesOf('inspect/index.js') },
    commonJs: { core: require(`${dist}/cjs/index.js`), inspect: require(`${dist}/cjs/inspect/index.js`) },
  }
}

const requestOf = (body: string): Core.CallbackRequest => ({
  method: 'POST',
  query: callbackQuery({ sdkAppId: appId, command }),
  headers: {},
  body: { kind: 'text', text: body },
  remoteAddress: undefined,
  host: undefined,
})

t.test('ES modules and CommonJS of one release are one library', async (t) => {
  const { modules, commonJs } = await load('0.0.1')
  t.not(modules.core.RoomCallbacksError, commonJs.core.RoomCallbacksError, 'both are loaded')
  for (const [one, other] of [
    [modules, commonJs],
    [commonJs, modules],
  ] as const) {
    const callbacks = one.core.createRoomCallbacks<unknown, object>(appId, {}, () => () => {})
    const seen: unknown[] = []
    other.inspect.observe(callbacks, { answered: ({ reply }) => seen.push(reply.outcome) })
    const errors: Core.RoomCallbacksError[] = []
    callbacks.on(command, () => {
      throw new other.core.GiveUpError('enough')
    })
    callbacks.on('error', (error) => errors.push(error))
    t.equal((await callbacks.receive(requestOf(sampleText(command))))?.status, 500)
    t.equal((await callbacks.receive(requestOf('{')))?.outcome, 'invalid-json')
    t.strictSame(seen, ['handler-failed', 'invalid-json'], 'tools of the one see a receiver of the other')
    t.ok(errors[0] instanceof other.core.RoomCallbacksError)
    t.equal(other.core.copyForeign(errors[0]), errors[0], 'an error of the one crosses as it is')
    t.notOk(new Error('foreign') instanceof one.core.RoomCallbacksError)
    t.notOk((undefined as unknown) instanceof one.core.RoomCallbacksError)

    class Own extends one.core.RoomCallbacksError {}
    t.ok(new Own('internal') instanceof other.core.RoomCallbacksError)
    t.notOk(new one.core.RoomCallbacksError('internal') instanceof Own, 'a class that extends it keeps its own')
  }
})

t.test('of two releases each says that there are two', async (t) => {
  const [first, second] = [await load('0.0.2'), await load('0.0.3')]
  const callbacks = first.modules.core.createRoomCallbacks<unknown, object>(appId, {}, () => () => {})
  t.throws(() => second.commonJs.inspect.observe(callbacks, { answered: () => {} }), {
    code: 'invalid-option',
    message: /two versions of @room-callbacks\/core are installed/,
  })
})
