import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inChinese } from './figure-words.ts'

// Copies into each page of docs/zh what is the same in both languages: the snippets, in their order, and the tables
// that a measurement, the command line or the client wrote into the English page. With --check it only compares, for CI.
const check = process.argv.includes('--check')
const snippet = /^( *)```\w*\n[\s\S]*?^\1```$/gm
const copiedTable =
  /(<!-- ((?:generated: )?(?:costs|rates|needs|fates|delays|sizes|cli-[\w-]+)|table: [\w-]+) -->\n)[\s\S]*?(<!-- \/(?:generated|sizes|table) -->)/g

function failed(page: string, reason: string): void {
  process.exitCode = 1
  console.error(`docs/zh/${page} ${reason}`)
}

/** The Chinese page with the snippets and the copied tables of the English one. */
function inStep(page: string, english: string, chinese: string): string {
  const tables = new Map([...english.matchAll(copiedTable)].map(([table, , name = '']) => [name, table]))
  const withTables = chinese.replaceAll(copiedTable, (table, _start, name: string) =>
    inChinese(tables.get(name) ?? table),
  )
  const snippets = [...english.matchAll(snippet)].map(([text]) => text)
  const places = [...withTables.matchAll(snippet)].length
  if (places !== snippets.length) {
    failed(page, `has ${places} snippets, and its English page ${snippets.length}: translate what was added or removed`)
    return withTables
  }
  let next = 0
  return withTables.replaceAll(snippet, () => {
    const text = snippets[next] ?? ''
    next += 1
    return text
  })
}

const pages = readdirSync('docs/zh', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replaceAll('\\', '/'))
for (const page of pages.filter((name) => !name.startsWith('reference/commands/'))) {
  const read = (file: string): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  if (!existsSync(`docs/${page}`)) {
    failed(page, 'has no English page')
    continue
  }
  const chinese = read(`docs/zh/${page}`)
  const text = inStep(page, read(`docs/${page}`), chinese)
  if (text === chinese) continue
  if (check) failed(page, 'is stale: run npm run generate')
  else writeFileSync(`docs/zh/${page}`, text)
}
