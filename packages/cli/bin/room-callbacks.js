#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// What is published has no tsconfig.json. In a checkout there may be no dist, or a stale one:
// there the sources run, which takes the condition under which they are exported, and a loader before Node 24, which
// reads TypeScript by itself.
const isCheckout = existsSync(new URL('../tsconfig.json', import.meta.url))
const condition = '--conditions=@room-callbacks/source'

if (!isCheckout || process.execArgv.includes(condition)) {
  const { runProcess } = await import('@room-callbacks/cli')
  await runProcess()
} else {
  const loader = Number.parseInt(process.versions.node, 10) < 24 ? ['--import', import.meta.resolve('tsx')] : []
  const program = fileURLToPath(import.meta.url)
  const child = spawn(process.execPath, [...loader, condition, program, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  // Ctrl-C reaches the child too, which ends when it is done.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
