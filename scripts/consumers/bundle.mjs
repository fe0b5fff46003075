import { mkdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { runBeside } from '../run.mjs'

/** Makes one file of an app, as people do for a container or a function, and sends it a packet where no package is. */
export async function bundle(home) {
  const outdir = `${home}/../bundled`
  mkdirSync(outdir)
  const shared = { entryPoints: [`${home}/bundle/app.js`], bundle: true, minify: true, platform: 'node', outdir }
  await build({ ...shared, format: 'cjs', outExtension: { '.js': '.cjs' } })
  // Express is CommonJS, and asks for modules of Node by require().
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"
  await build({ ...shared, format: 'esm', outExtension: { '.js': '.mjs' }, banner: { js } })
  for (const file of ['app.cjs', 'app.mjs']) {
    await runBeside(process.execPath, ['smoke.js', `${outdir}/${file}`], { cwd: `${home}/bundle` })
  }
  await checkEdge(`${home}/bundle/edge.js`)
}

/** The bundle of an edge function with one family: what is not pure in the file that the entry points share would stay in it. */
async function checkEdge(entry) {
  const edge = { entryPoints: [entry], bundle: true, minify: true, write: false, format: 'esm', platform: 'browser' }
  const { outputFiles } = await build({ ...edge, external: ['node:*'] })
  const [{ contents }] = outputFiles
  const gzipped = gzipSync(contents, { level: 9 }).length
  if (contents.length > 79_050 || gzipped > 29_150) {
    throw new Error(`A bundle of one family has ${contents.length} bytes, ${gzipped} with gzip.`)
  }
}
