import { execFileSync } from 'node:child_process'
import t from 'tap'

// Holds .taprc and scripts/measure-own-process.mjs to it: a child that another loader compiles spoils the coverage of all.
t.test('a child process is not measured, unless its test asks for it', async (t) => {
  const child = `import { execFileSync } from 'node:child_process'
    console.log(String(execFileSync(process.execPath, ['-p', 'process.env._TAPJS_PROCESSINFO_COVERAGE_'])))`
  const env = { ...process.env, FORCE_COLOR: '', NO_COLOR: undefined, _TAPJS_PROCESSINFO_COVERAGE_: '1' }
  const options = { encoding: 'utf8', env } as const
  const printed = execFileSync(process.execPath, [...process.execArgv, '--input-type=module', '--eval', child], options)
  t.equal(printed.trim(), '0')
})
