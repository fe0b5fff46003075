import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { runBeside } from '../run.mjs'

const fixtures = 'scripts/consumers/fixtures'

/** Apps that can share what is installed: none of them says what must be absent. */
const together = ['koa', 'define', 'tools', 'inbox', 'commonjs', 'hosts']
/** What only some of the checks run. */
const others = ['jest', 'vitest', 'bundle']

/**
 * Makes apps that know this project only from its tarballs, as a user would.
 *
 * @returns The folder that most share, and each app.
 */
export async function makeConsumers(folder, tarballs) {
  const home = `${folder}/together`
  const alone = `${folder}/alone`
  await Promise.all([
    install(alone, ['express'], tarballs),
    install(home, [...together, ...others], tarballs, { 'typescript-5.0': 'npm:typescript@5.0.4' }),
  ])
  const homes = together.map((name) => ({ name, path: `${home}/${name}` }))
  return { home, homes: [{ name: 'express', path: `${alone}/express` }, ...homes] }
}

async function install(home, names, tarballs, more = {}) {
  mkdirSync(home)
  cpSync(`${fixtures}/round-trip.cjs`, `${home}/round-trip.cjs`)
  const wanted = { ...more }
  for (const name of names) {
    cpSync(`${fixtures}/${name}`, `${home}/${name}`, { recursive: true })
    Object.assign(wanted, JSON.parse(readFileSync(`${home}/${name}/package.json`, 'utf8')).dependencies)
    write(`${home}/${name}/tsconfig.json`, { compilerOptions, include: ['app.*'] })
  }
  write(`${home}/package.json`, { private: true, dependencies: withTarballs(wanted, tarballs) })
  await runBeside('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: home })
}

/** Our own packages are not published: they come from their tarballs. */
const withTarballs = (dependencies, tarballs) =>
  Object.fromEntries(
    Object.entries(dependencies).map(([name, range]) => [name, name in tarballs ? `file:${tarballs[name]}` : range]),
  )

const compilerOptions = {
  strict: true,
  noEmit: true,
  // The newest that TypeScript 5.0 knows.
  target: 'es2022',
  // CommonJS may import these packages under nodenext alone.
  module: 'nodenext',
  types: ['node'],
  experimentalDecorators: true,
  // Our declarations are checked, too.
  skipLibCheck: false,
}

const write = (path, value) => writeFileSync(path, JSON.stringify(value, null, 2))
