import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

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
    external: ['lmdb', 'ioredis'],
    logLevel: 'error',
  })
}
