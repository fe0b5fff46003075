import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { runBeside, tools } from '../run.mjs'

/** Installs an app with pnpm, whose apps see no package but those that they name. */
export async function installWithPnpm(folder, tarballs) {
  const home = `${folder}/pnpm`
  cpSync('scripts/consumers/fixtures/pnpm', home, { recursive: true })
  const program = `${folder}/pnpm-program`
  mkdirSync(program)
  writeFileSync(`${program}/package.json`, '{ "private": true }\n')
  await runBeside('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', 'pnpm@10.34.9'], { cwd: program })
  const files = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]))
  const manifest = {
    private: true,
    type: 'module',
    dependencies: {
      '@room-callbacks/express': files['@room-callbacks/express'],
      '@room-callbacks/hono': files['@room-callbacks/hono'],
      '@types/express': '5.0.6',
      '@types/node': '20.19.43',
      hono: '4.13.19',
    },
    // What our packages depend on is not published either.
    pnpm: { overrides: files },
  }
  writeFileSync(`${home}/package.json`, JSON.stringify(manifest))
  const pnpm = `${program}/node_modules/pnpm/bin/pnpm.cjs`
  await runBeside(process.execPath, [pnpm, 'install', '--store-dir', `${folder}/pnpm-store`], { cwd: home })
  return home
}

/** The types of what it exports are inferred, and must be nameable through the packages that it names (else TS2742). */
export async function declareWithPnpm(home) {
  for (const compiler of [tools.typescript6, tools.typescript7]) {
    await runBeside(process.execPath, [compiler, '-p', home])
  }
}
