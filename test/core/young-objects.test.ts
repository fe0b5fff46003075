import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'

// In a process of its own: tap follows promises, and keeps what they hold.
const run = promisify(execFile)
const { NODE_OPTIONS: _, ...env } = process.env

for (const kind of ['delivered', 'signalled']) {
  t.test(`callbacks that are over are freed while they are young: ${kind}`, async (t) => {
    const program = ['--conditions=@room-callbacks/source', 'test/core/measure-kept.ts', kind]
    const { stdout } = await run(process.execPath, program, { env })
    // Kept whole they are 24 MB.
    t.ok(Number(stdout) < 2_000_000, `${stdout} bytes are kept`)
  })
}
