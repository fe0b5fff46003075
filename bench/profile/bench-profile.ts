import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Arguments } from '../arguments.ts'
import { contestants } from '../compare/contestants.ts'
import { LoadProcess } from '../processes/load-process.ts'
import { ServerProcess } from '../processes/server-process.ts'
import type { Findings } from '../report/print.ts'
import { type Part, partOf, parts } from './parts.ts'
import { readProfile } from './read-profile.ts'

type Shares = ReadonlyMap<Part, number>

/** Where the time goes: of bare Node and of ours, or of the contestants of `--only`. */
export async function benchProfile(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const names = given.only.length > 0 ? given.only : ['raw', 'ours-node', 'koa', 'ours-koa']
  const chosen = contestants.filter(({ name }) => names.includes(name))
  const columns: Shares[] = []
  for (const { server, dialect, title } of chosen) {
    tell(`profile of ${title}`)
    columns.push(await profile(server, dialect, given.quick ? 500 : 4000))
  }
  const cell = (microseconds: number) => (microseconds === 0 ? '–' : microseconds.toFixed(1))
  const rows = parts
    .map((part) => [part, ...columns.map((shares) => cell(shares.get(part) ?? 0))])
    .filter(([, ...cells]) => cells.some((text) => text !== '–'))
  const sums = columns.map((shares) => cell([...shares.values()].reduce((sum, share) => sum + share, 0)))
  return {
    extent: 'one run each under the profiler, which makes everything dearer; µs of one request',
    table: { head: ['part', ...chosen.map(({ title }) => title)], rows: [...rows, ['together', ...sums]] },
    verdicts: [],
    raw: columns.map((shares, index) => ({ name: chosen[index]?.name, microseconds: Object.fromEntries(shares) })),
  }
}

/** Microseconds of one request by part of the program. */
async function profile(
  server: string,
  dialect: ConstructorParameters<typeof LoadProcess>[1],
  milliseconds: number,
): Promise<Shares> {
  const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-profile-'))
  try {
    const running = await ServerProcess.start(server, [], ['--cpu-prof', `--cpu-prof-dir=${folder}`])
    const load = new LoadProcess(running.port, dialect)
    await load.run({ kind: 'closed', milliseconds: 1000, requests: milliseconds })
    const { requests, seconds } = await load.run({ kind: 'closed', milliseconds, requests: milliseconds })
    await load.stop()
    await running.stop()
    const [file] = readdirSync(folder) as [string]
    const shares = new Map<Part, number>()
    for (const { place, microseconds } of readProfile(join(folder, file), seconds)) {
      const part = partOf(place)
      if (part !== undefined) shares.set(part, (shares.get(part) ?? 0) + microseconds / requests)
    }
    return shares
  } finally {
    rmSync(folder, { recursive: true })
  }
}
