import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'

/** Where the snippets are written, inside the repository so that they find its packages. */
export const folder = resolve('.tsbuild/snippets')

export interface Snippet {
  /** The document and the line at which the snippet begins. */
  readonly name: string
  readonly file: string
  /** A server that runs beside it. */
  readonly needs: 'redis' | 'postgres' | undefined
  /** Whether it takes events of RTC Engine. */
  readonly hasKey: boolean
  /** What a README says that it prints. */
  readonly prints: readonly RegExp[]
}

// The Chinese pages have the snippets of the English ones (test/documentation/site.test.ts).
const documents = (): string[] => [
  'README.md',
  'skills/room-callbacks/SKILL.md',
  ...pages().filter((name) => !name.startsWith('docs/zh/')),
  ...readdirSync('packages').map((name) => `packages/${name}/README.md`),
  ...readdirSync('examples', { recursive: true })
    .map((name) => `examples/${String(name)}`)
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules')),
]

/** As the compiler of Nest writes it: Node runs no decorators. */
const decorated = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
}

const fence = /^```ts\n([\s\S]*?)^```$/gm

/** Every page of the site. */
export const pages = (): string[] =>
  readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !/^(\.|api|node_modules)/.test(name))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort()

/** Writes every TypeScript snippet of the documentation into a file of its own; one that stands on several pages only once. */
export function writeSnippets(): Snippet[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }')
  const compilerOptions = { noEmit: true, composite: false, emitDeclarationOnly: false, isolatedDeclarations: false }
  const more = {
    declarationMap: false,
    noPropertyAccessFromIndexSignature: false,
    moduleDetection: 'force',
    // Nest injects by parameter properties.
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    erasableSyntaxOnly: false,
    rootDir: '/',
  }
  const config = {
    extends: '../../tsconfig.base.json',
    compilerOptions: { ...compilerOptions, ...more },
    include: ['*.ts'],
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(config))
  const written = new Map<string, RegExp[]>()
  return documents().flatMap((document) => {
    const text = readFileSync(document, 'utf8')
    return [...text.matchAll(fence)].flatMap(({ 0: whole, 1: code = '', index: at }, index): Snippet[] => {
      const told = document.endsWith('README.md') ? printedBy(text.slice(at + whole.length)) : []
      const prints = written.get(code) ?? []
      prints.push(...told)
      if (written.has(code)) return []
      written.set(code, prints)
      const base = `${folder}/${document.replaceAll(/\W/g, '-')}-${index + 1}`
      writeFileSync(`${base}.ts`, code)
      const isDecorated = /^@\w+\(/m.test(code)
      if (isDecorated) writeFileSync(`${base}.js`, ts.transpileModule(code, { compilerOptions: decorated }).outputText)
      const file = `${base}.${isDecorated ? 'js' : 'ts'}`
      const hasKey = code.includes('CALLBACK_KEY')
      return [{ name: `${document} snippet ${index + 1}`, file, needs: serverOf(code), hasKey, prints }]
    })
  })
}

/** What a README says after a snippet, before commands and headings: "It prints `x` and `y`", or a block of text. `…` stands for anything. */
function printedBy(rest: string): RegExp[] {
  const [before = ''] = rest.split(/^```(?:ts|sh)$|^## /m)
  const [, block] = /^```text\n([\s\S]*?)^```$/m.exec(before) ?? []
  const [, ...named] = /\b(?:prints|log has) `([^`]+)`(?: and `([^`]+)`)?/.exec(before) ?? []
  return [block, ...named].flatMap((shown) => (shown === undefined ? [] : [patternOf(shown)]))
}

const patternOf = (shown: string): RegExp =>
  new RegExp(
    shown
      .split('…')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  )

const serverOf = (code: string): Snippet['needs'] =>
  code.includes('REDIS_URL') ? 'redis' : code.includes('DATABASE_URL') ? 'postgres' : undefined
