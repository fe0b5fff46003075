import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import t from 'tap'
import { directive, errorsOf, mistakenFiles } from './mistakes.ts'

interface Mistake {
  readonly file: string
  /** Of the mistake itself, one below its directive. */
  readonly line: number
  readonly promise: string
}

const mistakes = mistakenFiles.flatMap((file): Mistake[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const promise = directive.exec(text)?.groups?.['promise']
      return promise === undefined ? [] : [{ file, line: index + 2, promise }]
    }),
)

const withoutDirectives = (text: string): string =>
  text
    .split('\n')
    .map((line) => (directive.test(line) ? '' : line))
    .join('\n')

const at = ({ file, line }: { file: string; line: number }): string => `${basename(file)}:${line}`

t.test('every mistake is expected by name, and nothing else is wrong', async (t) => {
  t.same(
    errorsOf((text) => text),
    [],
  )
})

t.test('without its directive each mistake is one error', async (t) => {
  const errors = errorsOf(withoutDirectives)
  t.equal(errors.length, mistakes.length)
  for (const mistake of mistakes) {
    const found = errors.filter((error) => at(error) === at(mistake))
    t.equal(found.length, 1, `${at(mistake)} ${mistake.promise}`)
  }
})
