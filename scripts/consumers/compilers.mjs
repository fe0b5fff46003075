import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runBeside, tools } from '../run.mjs'

/** The compilers that users may have, by version. */
export async function compilersIn(folder) {
  const home = `${folder}/typescript-5`
  mkdirSync(home)
  writeFileSync(`${home}/package.json`, '{ "private": true }\n')
  await runBeside('npm', ['install', '--no-save', 'typescript@5.9.3'], { cwd: home })
  return {
    5.9: `${home}/node_modules/typescript/bin/tsc`,
    '6.0': resolve(tools.typescript6),
    '7.0': resolve(tools.typescript7),
  }
}
