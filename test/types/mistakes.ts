import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { optionsOf } from './declarations.ts'

const folder = fileURLToPath(new URL('must-not-compile/', import.meta.url))

/** The files full of mistakes, by path. */
export const mistakenFiles: readonly string[] = readdirSync(folder).map((file) => folder + file)

/** The promise at the end of each line that is a directive. */
export const directive: RegExp = /^\s*\/\/ @ts-expect-error (?<promise>.+)$/

export interface CompilerError {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

/** Every error of the mistaken files, with their text changed before the compiler reads it. */
export function errorsOf(change: (text: string) => string): readonly CompilerError[] {
  const options: ts.CompilerOptions = {
    ...optionsOf('test'),
    noEmit: true,
    declaration: false,
    emitDeclarationOnly: false,
  }
  const host = ts.createCompilerHost(options)
  const unchanged = host.readFile.bind(host)
  host.readFile = (path) => {
    const text = unchanged(path)
    return text === undefined || !mistakenFiles.includes(path) ? text : change(text)
  }
  const program = ts.createProgram(mistakenFiles, options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => ({
    file: file?.fileName ?? '',
    line: (file && ts.getLineAndCharacterOfPosition(file, start ?? 0).line + 1) ?? 0,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
}
