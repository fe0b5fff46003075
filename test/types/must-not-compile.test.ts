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

/** Compiled once: the compiler takes seconds. */
const errors = errorsOf(withoutDirectives)

t.test('without its directive each mistake is one error', async (t) => {
  t.equal(errors.length, mistakes.length)
  for (const mistake of mistakes) {
    const found = errors.filter((error) => at(error) === at(mistake))
    t.equal(found.length, 1, `${at(mistake)} ${mistake.promise}`)
  }
})

const meant: { readonly [promise: string]: string } = {
  'a command that Tencent does not have': `'"Room.CallbackAfterCreateRom"' is not assignable to parameter of type '"Room.CallbackAfterCreateRoom"'.`,
  'another casing of a command': `parameter of type '"Room.CallbackAfterCreateRoom"'.`,
  'an alias: handlers are registered under the canonical name': `parameter of type '"Room.CallbackAfterUpdateRoomInfo"'.`,
  'a hook that does not exist': `parameter of type '"error"'.`,
  'a name that is known only at run time': `parameter of type 'HandlerName'.`,
  'a family that Tencent does not have': `parameter of type '"Group.*"'.`,
  'a list with a command that Tencent does not have': `Did you mean '"Room.CallbackAfterCreateRoom"'?`,
  'a list that is known only at run time': `parameter of type 'readonly ListedName[]'.`,
  '`off` of a command that does not exist': `parameter of type '"Room.CallbackAfterCreateRoom"'.`,
  'a gift cannot be dropped': `Type 'Drop' is not assignable to type 'Allow | Deny | Promise<Allow | Deny>'.`,
  'a Before handler that decides nothing': `Type 'void' is not assignable to type 'Allow | Deny | Promise<Allow | Deny>'.`,
  'a handler of a list that decides nothing': `Type 'void' is not assignable to type 'Allow | Deny |`,
}

t.test('the last error of a wrong call names what could have been meant', async (t) => {
  for (const [promise, text] of Object.entries(meant)) {
    const mistake = mistakes.findLast((mistake) => mistake.promise === promise) as Mistake
    const message = errors.find((error) => at(error) === at(mistake))?.message ?? ''
    t.match(message.slice(message.lastIndexOf('verload')), text, promise)
  }
})
