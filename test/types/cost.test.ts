import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Cost {
  readonly definitionLines: number
  readonly instantiations: number
}

const packages = ['core', 'node'] as const

const sources = {
  empty: 'export {}',
  core: `
    import type { EventMap } from '@room-callbacks/core'
    export const handle = (event: EventMap['Room.CallbackAfterCreateRoom']): string => event.RoomInfo.RoomId`,
  node: `
    import { roomCallbacks } from '@room-callbacks/node'
    roomCallbacks(1400000000).on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => RoomInfo.RoomId)`,
}

t.test('one import and one handler cost a user little', async (t) => {
  const built = run('typescript-7', ['-b', 'packages/node'])
  t.equal(built.status, 0, built.stdout + built.stderr)
  const folder = t.testdir({
    'package.json': '{ "type": "module" }',
    ...Object.fromEntries(Object.entries(sources).map(([name, source]) => [`${name}.ts`, source])),
  })
  const empty = measure(`${folder}/empty.ts`)
  for (const name of packages) {
    const { definitionLines, instantiations } = measure(`${folder}/${name}.ts`)
    const added = definitionLines - empty.definitionLines
    t.ok(added > 1000, `${name}: the declarations were found`)
    t.ok(added < 3000, `${name}: ${added} lines of definitions`)
    t.ok(instantiations < 2000, `${name}: ${instantiations} instantiations`)
  }
})

/** What the compiler that users have says about one file, against the built declarations. */
function measure(file: string): Cost {
  const flags = ['--ignoreConfig', '--extendedDiagnostics', '--noEmit', '--strict', '--skipLibCheck']
  const targets = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node']
  const { status, stdout } = run('typescript', [...flags, ...targets, file])
  const figure = (name: string): number => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(stdout)?.[1])
  if (status !== 0) throw new Error(stdout)
  return { definitionLines: figure('Lines of Definitions'), instantiations: figure('Instantiations') }
}

function run(compiler: string, flags: readonly string[]) {
  const path = `${root}node_modules/${compiler}/bin/tsc`
  return spawnSync(process.execPath, [path, ...flags], { cwd: root, encoding: 'utf8' })
}
