import t from 'tap'
import ts from 'typescript'
import { installDeclarations } from './declarations.ts'

interface Cost {
  readonly definitionLines: number
  readonly instantiations: number
}

const sources = {
  empty: 'export {}',
  core: `
    import type { EventMap } from '@room-callbacks/core'
    export const handle = (event: EventMap['Room.CallbackAfterCreateRoom']): string => event.RoomInfo.RoomId`,
  node: `
    import { roomCallbacks } from '@room-callbacks/node'
    roomCallbacks(1400000000).on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => RoomInfo.RoomId)`,
}

t.test('one import and one handler cost a user little', async (t) => {
  const folder = t.testdir({
    'package.json': '{ "type": "module" }',
    ...Object.fromEntries(Object.entries(sources).map(([name, source]) => [`${name}.ts`, source])),
  })
  installDeclarations(['core', 'node'], folder)
  const empty = measure(`${folder}/empty.ts`)
  for (const name of ['core', 'node']) {
    const { definitionLines, instantiations } = measure(`${folder}/${name}.ts`)
    const added = definitionLines - empty.definitionLines
    t.ok(added > 1000, `${name}: the declarations were found`)
    t.ok(added <= 8000, `${name}: ${added} lines of definitions`)
    const more = instantiations - empty.instantiations
    t.ok(more <= 50, `${name}: ${more} instantiations`)
  }
})

/** What checking one file costs, counted as `tsc --extendedDiagnostics` does. */
function measure(file: string): Cost {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
  })
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return {
    definitionLines: program
      .getSourceFiles()
      .filter((source) => source.isDeclarationFile && !program.isSourceFileDefaultLibrary(source))
      .reduce((lines, source) => lines + source.getLineStarts().length, 0),
    instantiations: program.getInstantiationCount(),
  }
}
