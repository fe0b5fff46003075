import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
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

/** Installs the declarations of a package as users get them, without touching its `dist`. */
export function installDeclarations(name: string, folder: string): void {
  const source = `${root}packages/${name}`
  const installed = `${folder}/node_modules/@room-callbacks/${name}`
  mkdirSync(installed, { recursive: true })
  copyFileSync(`${source}/package.json`, `${installed}/package.json`)
  const options = { ...optionsOf(`packages/${name}`), rootDir: `${root}packages`, outDir: '/' }
  const program = ts.createProgram([`${source}/src/index.ts`], options)
  program.emit(undefined, (path, text) => {
    // Sources of other packages are part of the program; they are installed on their own.
    if (!path.startsWith(`/${name}/src/`)) return
    const target = path.replace(`/${name}/src/`, `${installed}/dist/`)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  })
}
