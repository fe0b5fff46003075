import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from '../run.mjs'

const folder = '.node-versions'

/** The path of a Node of this major version: the one that runs, or one installed from npm. */
export function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const home = resolve(folder, String(major))
  const binary = `${home}/node_modules/node/bin/node`
  if (!existsSync(binary)) {
    // A project of its own: the scripts of this one run on the Node that it depends on.
    mkdirSync(home, { recursive: true })
    writeFileSync(`${home}/package.json`, '{ "private": true }\n')
    run('npm', ['install', '--no-save', `node@${major}`], { cwd: home })
  }
  return binary
}
