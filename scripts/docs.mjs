import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { llmsFullFile } from './llms.ts'

// Builds the site of docs/ into docs/.vitepress/dist. VitePress and TypeDoc are installed here alone, from a lock of their own, so
// that `npm ci` of the repository does not load them. With `dev` as argument it serves the site and follows changes.
const [mode = 'build'] = process.argv.slice(2)

function run(command, ...values) {
  const { status, error } = spawnSync(command, values, {
    cwd: 'docs',
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync('docs/node_modules/vitepress')) run('npm', 'ci')
if (existsSync('docs/typedoc.json')) run('npx', 'typedoc')
// For language models: all of the site in one file, beside the index that is committed.
writeFileSync('docs/public/llms-full.txt', llmsFullFile())
run('npx', 'vitepress', mode)
