import { parseArgs } from 'node:util'
import { prices } from './assumptions.ts'
import { checkSimulation } from './check/check-simulation.ts'
import { measureInbox } from './measure/measure-inbox.ts'
import { documentTables } from './report/document.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    markdown: { type: 'boolean', default: false },
    'vcpu-hour': { type: 'string', default: String(prices.vcpuHour) },
    'gigabyte-hour': { type: 'string', default: String(prices.gigabyteHour) },
  },
})
const [subject = 'tables', ...names] = positionals
const tell = (line: string) => process.stderr.write(`${line}\n`)

const subjects: { readonly [subject: string]: () => Promise<void> | void } = {
  tables() {
    const given = { vcpuHour: Number(values['vcpu-hour']), gigabyteHour: Number(values['gigabyte-hour']) }
    for (const [name, { markdown, text }] of documentTables(tell, given)) {
      console.log(values.markdown ? `<!-- generated: ${name} -->\n\n${markdown}\n\n<!-- /generated -->\n` : `${text}\n`)
    }
  },
  check: () => checkSimulation(names.length > 0 ? names : ['memory', 'sqlite'], tell),
  measure: () => measureInbox(names[0] ?? 'redis-always'),
}

const run = Object.hasOwn(subjects, subject) ? subjects[subject] : undefined
if (!run) throw new RangeError(`There is no "${subject}", only ${Object.keys(subjects).join(', ')}.`)
await run()
