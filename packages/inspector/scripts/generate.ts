import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { noticesOf } from '../../../scripts/notices.ts'
import { documentFile, optionRows } from '../../core/scripts/markdown-tables.ts'
import { languageOf } from '../../core/scripts/table-words.ts'
import { optionTable } from '../src/options/option-table.ts'
import { optionsFile } from './options-file.ts'
import { pageFile } from './page-file.ts'
import { samplesFile } from './samples-file.ts'

// Writes what the inspector serves; with --check it only compares, for CI.
const folder = fileURLToPath(new URL('../src/generated/', import.meta.url))
const documents = '../../../../docs/'
const check = process.argv.includes('--check')

const { source, bundled } = await pageFile()

const files: Record<string, string> = {
  'page.ts': source,
  '../../THIRD-PARTY-NOTICES.txt': noticesOf(bundled),
  'samples.ts': samplesFile(),
  'inspector-options.ts': optionsFile(),
  ...Object.fromEntries(['inspector.md', 'zh/inspector.md'].map((page) => [documents + page, guide(page)])),
}

/** A guide with the table of the options. */
function guide(page: string): string {
  const path = folder + documents + page
  return documentFile(path, { 'inspector-options': () => optionRows(optionTable, languageOf(path)) })
}

mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(files)) {
  if (!check) writeFileSync(folder + name, content)
  else if (readFileSync(folder + name, 'utf8') !== content) {
    process.exitCode = 1
    console.error(`packages/inspector/src/generated/${name} is stale: run npm run generate`)
  }
}
