import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import t, { type Test } from 'tap'

const waits = (duration: number) => new Promise((resolve) => setTimeout(resolve, duration))

function start(t: Test, role: 'deliver' | 'hang' | 'receive'): ChildProcess {
  const execArgv = ['--conditions=@room-callbacks/source']
  const child = fork('test/inbox/living-process.ts', [role], { execArgv })
  t.teardown(() => child.kill())
  return child
}

t.test('a process that delivers lives until its inbox is closed', async (t) => {
  const child = start(t, 'deliver')
  await once(child, 'message')
  await waits(300)
  t.equal(child.exitCode, null, 'it waits for work')
  child.send('close')
  const [code] = await once(child, 'exit')
  t.equal(code, 0, 'nothing keeps it alive after close')
})

t.test('a process that abandons a hung handler ends', async (t) => {
  const child = start(t, 'hang')
  await once(child, 'message')
  child.send('close')
  const [code] = await once(child, 'exit')
  t.equal(code, 0, 'no time-out and no lease keeps it alive')
})

t.test('an inbox that only receives keeps nothing alive', async (t) => {
  const child = start(t, 'receive')
  const [code] = await once(child, 'exit')
  t.equal(code, 0)
})
