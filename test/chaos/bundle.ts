import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const sources = ['receiver', 'worker'].map((name) => fileURLToPath(new URL(`processes/${name}.ts`, import.meta.url)))

/** Makes plain JavaScript of the programs: dozens of them are started, and compiling each time would be most of a run. */
export async function bundlePrograms(folder: string): Promise<void> {
  await build({
    entryPoints: sources,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@room-callbacks/source'],
    external: ['lmdb', 'bullmq', 'ioredis'],
    logLevel: 'error',
  })
}
