import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { runBeside } from '../run.mjs'

const fixtures = 'scripts/consumers/fixtures'

/** Makes an app that knows this project only from its tarballs, as a user would. */
export async function makeConsumer(name, folder, tarballs) {
  const home = `${folder}/${name}`
  cpSync(`${fixtures}/${name}`, home, { recursive: true })
  cpSync(`${fixtures}/round-trip.cjs`, `${folder}/round-trip.cjs`)
  const manifest = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'))
  for (const dependency of Object.keys(manifest.dependencies)) {
    if (dependency in tarballs) manifest.dependencies[dependency] = `file:${tarballs[dependency]}`
  }
  write(`${home}/package.json`, manifest)
  write(`${home}/tsconfig.json`, { compilerOptions: optionsOf(manifest), include: ['app.*'] })
  await runBeside('npm', ['install', '--no-audit', '--no-fund'], { cwd: home })
  return home
}

function optionsOf({ dependencies }) {
  const hasBothHosts = 'express' in dependencies && 'koa' in dependencies
  return {
    strict: true,
    noEmit: true,
    target: 'es2023',
    // CommonJS may import these packages under nodenext alone.
    module: 'nodenext',
    types: ['node'],
    // Our declarations are checked too, but those of Koa break beside a newer dependency of Express.
    skipLibCheck: hasBothHosts,
  }
}

const write = (path, value) => writeFileSync(path, JSON.stringify(value, null, 2))
