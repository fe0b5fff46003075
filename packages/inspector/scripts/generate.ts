import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pageFile } from './page-file.ts'
import { samplesFile } from './samples-file.ts'

// Writes what the inspector serves; with --check it only compares, for CI.
const folder = fileURLToPath(new URL('../src/generated/', import.meta.url))
const check = process.argv.includes('--check')

const files: Record<string, string> = {
  'page.ts': await pageFile(),
  'samples.ts': samplesFile(),
}

mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(files)) {
  if (!check) writeFileSync(folder + name, content)
  else if (readFileSync(folder + name, 'utf8') !== content) {
    process.exitCode = 1
    console.error(`packages/inspector/src/generated/${name} is stale: run npm run generate`)
  }
}
