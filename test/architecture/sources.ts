import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** The folders of the packages, by name. */
export const packageNames: readonly string[] = readdirSync(`${root}packages`)

/** An import or re-export as a file writes it. */
export interface Import {
  readonly specifier: string
  /** The file of this repository, from its root; undefined for another package. */
  readonly target: string | undefined
  /** Gone at run time. */
  readonly isTypeOnly: boolean
}

/** The TypeScript sources of a package, from the root of the repository. */
export function sourcesOf(name: string): readonly string[] {
  return readdirSync(`${root}packages/${name}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `packages/${name}/src/${file}`)
}

/** Whether it is hand-written, and not generated. */
export const isHandWritten = (file: string): boolean => !file.includes('/generated/')

const known = new Map<string, readonly Import[]>()

/** What a file imports and re-exports. */
export function importsOf(file: string): readonly Import[] {
  const imports = known.get(file) ?? parseImports(file)
  known.set(file, imports)
  return imports
}

function parseImports(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement): Import[] => {
    const isImport = ts.isImportDeclaration(statement)
    if (!isImport && !ts.isExportDeclaration(statement)) return []
    if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return []
    const specifier = statement.moduleSpecifier.text
    const target = specifier.startsWith('.') ? join(dirname(file), specifier) : undefined
    const isTypeOnly = isImport ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly
    return [{ specifier, target, isTypeOnly }]
  })
}

/** Every file that an entry point reaches, and how other packages are reached from there. */
export function reach(entry: string, follows: (edge: Import) => boolean) {
  const files = new Set<string>()
  const packages = new Map<string, string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const edge of importsOf(file).filter(follows)) {
      if (edge.target === undefined) packages.set(edge.specifier, file)
      else visit(edge.target)
    }
  }
  visit(entry)
  return { files, packages }
}
