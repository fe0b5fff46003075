import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import { paste } from './paste.ts'
import { curlOf, start } from './running.ts'
import { ok } from './send.ts'

/** An example prints the command line that stands in its README, and pasting it is answered OK. */
export async function showReadmeCurl(t: Test, folder: string): Promise<void> {
  const running = start(t, `examples/${folder}/`, { env: { DATA: t.testdir() } })
  const curl = await curlOf(running)
  const readme = readFileSync(new URL(`../../examples/${folder}/README.md`, import.meta.url), 'utf8')
  const inReadme = readme.replace(/ \\\n +/g, ' ')
  const portable = curl.replace(/localhost:\d+/, 'localhost:3000').replace('shasum -a 256', 'sha256sum')
  t.ok(inReadme.includes(portable), 'the README has it')
  t.match(JSON.parse(await paste(curl)), ok)
  t.same(await running.end('SIGINT'), { code: 0, signal: null })
}
