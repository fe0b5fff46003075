import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inboxOptionsSource } from '../src/inbox/inbox-options-source.ts'
import { optionsSource } from '../src/options/options-source.ts'
import { asyncapiFile } from './asyncapi-file.ts'
import { catalogFile, descriptionsFile, familiesFile, familyCatalogFile, familyNamesFile } from './catalog-file.ts'
import { families } from './command-sources.ts'
import { eventsFile, familyEventsFile, handlersFile, messagesFile, recordingsFile } from './interfaces-file.ts'
import { documentFile } from './markdown-tables.ts'
import { openapiFile } from './openapi-file.ts'
import {
  deduplicationOptionsFile,
  inboxOptionsFile,
  optionDefaultsFile,
  optionsFile,
  optionsSchemaFile,
} from './options-file.ts'
import { schemasFile } from './schemas-file.ts'

// Writes everything that comes from the schemas; with --check it only compares, for CI.
const root = fileURLToPath(new URL('../', import.meta.url))
const check = process.argv.includes('--check')

const files: Record<string, string> = {
  'src/generated/events.ts': eventsFile(families),
  'src/generated/handlers.ts': handlersFile(families),
  'src/generated/messages.ts': await messagesFile(),
  'src/generated/recordings.ts': await recordingsFile(),
  'src/generated/catalog.ts': catalogFile(families),
  'src/generated/descriptions.ts': descriptionsFile(families),
  'src/generated/families.ts': familiesFile(families),
  'src/generated/family-names.ts': familyNamesFile(families),
  'src/generated/options-schema.ts': optionsSchemaFile('options', optionsSource),
  'src/generated/options.ts': await optionsFile(),
  'src/generated/option-defaults.ts': optionDefaultsFile(),
  'src/generated/deduplication-options.ts': await deduplicationOptionsFile(),
  'src/generated/inbox-options.ts': await inboxOptionsFile(),
  'src/generated/inbox-options-schema.ts': optionsSchemaFile('inboxOptions', inboxOptionsSource),
  'schemas.json': schemasFile(),
  'openapi.json': openapiFile(),
  'asyncapi.json': asyncapiFile(),
}

// Every page in which one of the tables stands.
const documents = ['docs', 'docs/reference', 'docs/zh', 'docs/zh/reference'].flatMap((folder) =>
  readdirSync(`${root}../../${folder}`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `../../${folder}/${name}`),
)
for (const path of documents) files[path] = documentFile(root + path)

for (const family of families) {
  const folder = `src/generated/${family.name}`
  mkdirSync(root + folder, { recursive: true })
  files[`${folder}/events.ts`] = await familyEventsFile(family)
  files[`${folder}/catalog.ts`] = familyCatalogFile(family)
}

let stale = false
for (const [path, content] of Object.entries(files)) {
  const formatted = /\.(ts|json)$/.test(path) ? format(path, content) : content
  if (!check) writeFileSync(root + path, formatted)
  else if (readFileSync(root + path, 'utf8') !== formatted) {
    stale = true
    console.error(`packages/core/${path} is stale: run npm run generate`)
  }
}
process.exitCode = stale ? 1 : 0

function format(path: string, content: string): string {
  const biome = fileURLToPath(new URL('../../../node_modules/.bin/biome', import.meta.url))
  const result = spawnSync(biome, ['format', `--stdin-file-path=${path}`], { input: content, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`biome could not format ${path}: ${result.stderr}`)
  return result.stdout
}
