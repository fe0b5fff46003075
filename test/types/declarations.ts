import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Compiler options of a project of this repository, for a program that stays in memory. */
export function optionsOf(project: string): ts.CompilerOptions {
  const folder = `${root}${project}`
  const path = `${folder}/tsconfig.json`
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder, {}, path)
  return { ...options, composite: false, incremental: false, declaration: true, declarationMap: false }
}

/** Installs the declarations of packages as users get them, without touching their `dist`. */
export function installDeclarations(names: readonly string[], folder: string): void {
  const installed = `${folder}/node_modules/@room-callbacks`
  for (const name of names) {
    mkdirSync(`${installed}/${name}`, { recursive: true })
    copyFileSync(`${root}packages/${name}/package.json`, `${installed}/${name}/package.json`)
  }
  const options = { ...optionsOf('packages/core'), rootDir: `${root}packages`, outDir: '/' }
  // Each entry point by itself: what another package imports counts as an external library, of which nothing is emitted.
  const program = ts.createProgram(names.flatMap(entryPointsOf), options)
  program.emit(undefined, (path, text) => {
    const [, name, file] = /^\/([^/]+)\/src\/(.*)$/.exec(path) ?? []
    if (name === undefined || !names.includes(name)) return
    const target = `${installed}/${name}/dist/${file}`
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  })
}

function entryPointsOf(name: string): string[] {
  const folder = `${root}packages/${name}`
  const { exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest
  return Object.values(exports)
    .flatMap((entry) => entry['@room-callbacks/source'] ?? [])
    .map((path) => `${folder}/${path}`)
}

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly '@room-callbacks/source'?: string }>>
}
