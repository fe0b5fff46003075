import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runBeside } from '../run.mjs'

const folder = '.node-versions'

/** The paths of Node by major version: the one that runs, and those installed from npm. */
export async function nodesFor(versions) {
  const found = versions.map(async (version) => [version, await nodeOf(version)])
  return Object.fromEntries(await Promise.all(found))
}

async function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const home = resolve(folder, String(major))
  const binary = `${home}/node_modules/node/bin/node`
  if (!existsSync(binary)) {
    // A project of its own: the scripts of this one run on the Node that it depends on.
    mkdirSync(home, { recursive: true })
    writeFileSync(`${home}/package.json`, '{ "private": true }\n')
    await runBeside('npm', ['install', '--no-save', `node@${major}`], { cwd: home })
  }
  return binary
}
