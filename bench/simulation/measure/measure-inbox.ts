import { spawnSync } from 'node:child_process'
import { pinned } from '../../processes/pinned.ts'

/** Prints what a callback costs in an inbox: a fresh process on the built packages measures it. */
export function measureInbox(engine: string): void {
  const build = spawnSync('npm', ['run', 'build', '--silent'], { stdio: ['ignore', 2, 2] })
  if (build.status !== 0) throw new Error('The packages were not built.')
  const command = [process.execPath, '--import', 'tsx', 'inbox-costs.mjs', engine, '40000'] as const
  const [program, ...rest] = pinned(0, [...command])
  const { stdout, stderr, status } = spawnSync(program, rest, { cwd: import.meta.dirname, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${engine} was not measured.\n${stderr}`)
  const figures = JSON.parse(stdout) as { readonly [what: string]: { readonly [figure: string]: number } }
  for (const [what, values] of Object.entries(figures)) {
    const row = Object.entries(values).map(([figure, value]) => `${figure} ${value.toPrecision(3)}`)
    console.log(`${what}: ${row.join(', ')}`)
  }
}
