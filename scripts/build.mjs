import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { buildCommonJs } from './build-commonjs.mjs'
import { tools } from './run.mjs'

// Types come from the compiler, a file each. The code is bundled, a file for each entry point and
// others for what they share: importing sixty small modules takes three times as long as importing one.
const folders = readdirSync('packages').map((name) => `packages/${name}`)
// What an earlier build left must not be published.
for (const folder of folders) rmSync(`${folder}/dist`, { recursive: true, force: true })
const compiler = spawnSync(process.execPath, [tools.typescript7, '-b', ...folders], { stdio: 'inherit' })
if (compiler.status !== 0) process.exit(1)

/**
 * Puts all that the main entry point needs into one shared file. esbuild makes a file for each set of entry points that share
 * something; when each of them imports the main one, its modules have one set. A bundler drops these imports, and what an app
 * does not use.
 */
const oneSharedFile = {
  plugins: [
    {
      name: 'one shared file',
      setup({ onLoad }) {
        onLoad({ filter: /[/\\]core[/\\]src[/\\][^/\\]+[/\\]index\.ts$/ }, ({ path }) => ({
          contents: `${readFileSync(path, 'utf8')}\nimport '../index.ts'\n`,
          loader: 'ts',
        }))
      },
    },
  ],
  logOverride: { 'ignored-bare-import': 'silent' },
}

for (const folder of folders) {
  const { exports, main, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const entryPoints = Object.values(exports).flatMap((entry) => entry['@room-callbacks/source'] ?? [])
  // What a thread runs is a file of its own.
  if (existsSync(`${folder}/src/thread/main.ts`)) entryPoints.push('./src/thread/main.ts')
  await build({
    absWorkingDir: `${process.cwd()}/${folder}`,
    entryPoints,
    outdir: 'dist',
    outbase: 'src',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { ROOM_CALLBACKS_VERSION: JSON.stringify(version) },
    // Names and lines stay: an uncaught error prints the line that threw it, and stacks and profiles name functions.
    sourcemap: true,
    sourcesContent: false,
    chunkNames: 'shared-[hash]',
    logLevel: 'warning',
    // Each further file costs an import about 1 ms: Node resolves, reads, compiles and links it. Every receiver imports core.
    ...(folder === 'packages/core' && oneSharedFile),
  })
  if (main) await buildCommonJs(`${process.cwd()}/${folder}/dist`)
}

// The guides of this version, for people and coding agents that have the package and not the repository.
const guides = 'packages/core/dist/docs'
cpSync('docs', guides, {
  recursive: true,
  // Chinese pages lead to the same facts; the rest is the site's own.
  filter: (path) => !/^docs[/\\](zh|images|public|api|node_modules|\.vitepress|package.*)\b/.test(path),
})
cpSync('skills/room-callbacks/SKILL.md', `${guides}/SKILL.md`)
