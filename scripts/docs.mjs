import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { llmsFile, llmsFullFile } from './llms.ts'

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
// For language models: an index of the site, and all of it in one file. Made with the site, so that neither can be stale.
mkdirSync('docs/public', { recursive: true })
writeFileSync('docs/public/llms.txt', llmsFile())
writeFileSync('docs/public/llms-full.txt', llmsFullFile())
run('npx', 'vitepress', mode)
