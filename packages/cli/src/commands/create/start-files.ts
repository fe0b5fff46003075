import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { templates } from '../../templates.ts'
import { version } from '../../version.ts'
import { type Framework, type FrameworkRow, frameworks, localUrl } from './frameworks.ts'
import { readmeOf } from './readme.ts'

/**
 * Everything that a start holds: texts by their paths.
 *
 * @param folder Its path. The last part becomes the name of the package, as far as npm allows.
 */
export function startFiles(framework: Framework, folder: string): ReadonlyMap<string, string> {
  const row = frameworks[framework]
  const name = packageName(folder)
  const files = new Map<string, string>()
  for (const template of row.templates) {
    const root = join(templates, template)
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (statSync(join(root, file)).isDirectory()) continue
      files.set(file.replaceAll(sep, '/').replace(/^_/, '.'), readFileSync(join(root, file), 'utf8'))
    }
  }
  for (const path of row.without ?? []) files.delete(path)
  const environment = `${files.get('.env.example')}${isServed(row) ? localEnvironment : ''}`
  // The file that is committed, and the one that is read.
  for (const path of ['.env.example', '.env']) files.set(path, environment)
  files.set('package.json', manifestOf(name, row))
  files.set('README.md', readmeOf(row, isServed(row)))
  return new Map([...files].map(([path, text]) => [path, fill(text, name, row)] as const).sort(byPath))
}

const byPath = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1)

/** Whether it can be sent callbacks while it is developed. */
const isServed = ({ scripts }: FrameworkRow): boolean => 'dev' in scripts

const localEnvironment = `# Where \`npm run send\` and \`npm run doctor\` send to.\nROOM_CALLBACKS_URL=${localUrl}\n`

const fill = (text: string, name: string, { adapter }: FrameworkRow): string =>
  text.replaceAll('{{name}}', name).replaceAll('@room-callbacks/express', `@room-callbacks/${adapter}`)

function manifestOf(name: string, row: FrameworkRow): string {
  const ours = `^${version()}`
  const program = 'node --env-file=.env node_modules/@room-callbacks/cli/bin/room-callbacks.js'
  const tools = { send: `${program} send`, doctor: `${program} doctor` }
  const manifest = {
    name,
    private: true,
    type: 'module',
    // Node runs TypeScript by itself from here on.
    engines: { node: '>=22.18.0' },
    scripts: { ...row.scripts, ...(isServed(row) && tools) },
    dependencies: { [`@room-callbacks/${row.adapter}`]: ours, ...row.dependencies },
    devDependencies: { '@room-callbacks/cli': ours, '@room-callbacks/testing': ours, ...row.devDependencies },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** A name that npm, Docker and Workers take. */
function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return name || 'callbacks'
}
