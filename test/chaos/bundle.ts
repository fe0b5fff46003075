import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const external = ['better-sqlite3', 'ioredis', 'pg']
const programs = [import.meta.resolve('./processes/receiver.ts'), import.meta.resolve('./processes/worker.ts')]

/** Makes plain JavaScript of the programs: dozens of them are started, and compiling each time would be most of a run. */
export async function bundlePrograms(folder: string): Promise<void> {
  await build({
    entryPoints: programs.map((program) => fileURLToPath(program)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@room-callbacks/source'],
    external,
    logLevel: 'error',
  })
  // The thread of the store is a file of its own, where the store looks for it.
  await build({
    entryPoints: [fileURLToPath(import.meta.resolve('../../packages/sqlite/src/thread/main.ts'))],
    outfile: join(folder, 'thread', 'main.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@room-callbacks/source'],
    external,
    logLevel: 'error',
  })
}
