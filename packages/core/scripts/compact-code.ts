import { transformSync } from 'esbuild'

// Ajv writes every check and every error out in full, a copy of the schema beside them. Most of the
// time of importing this package would go into reading that.
const rewritings: readonly (readonly [RegExp, string])[] = [
  // The receiver reads neither where in the schema an error is nor which values it allows.
  [/schemaPath:"[^"]*",/g, ''],
  [/params:\{allowedValues?: ?[^{}]*\}/g, 'params:{}'],
  [/\[\{instancePath,keyword/g, '[{instancePath:instancePath,keyword'],
  [/\[\{instancePath:([^{},]*),keyword:"type",params:\{type: "(\w+)"\}\}\]/g, 'mistyped($1,"$2")'],
  [/\[\{instancePath:([^{},]*),keyword:"required",params:\{missingProperty: (\w+)\}\}\]/g, 'missing($1,$2)'],
  [
    /\(\(typeof (\w+) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)/g,
    'Number.isInteger($1)',
  ],
  [/(\w+) && typeof \1 == "object" && !Array\.isArray\(\1\)/g, 'isObject($1)'],
]

// These try something, and go on where it failed.
const trying = /keyword:"(?:anyOf|oneOf|not|if|contains|propertyNames|function)"/

// Elsewhere each failed check returns: that nothing failed so far need not be counted, and asked after each of them.
const withoutAlternatives: readonly (readonly [RegExp, string])[] = [
  [/const _errs\d+ = errors;/g, ''],
  [/var valid\d+ = _errs\d+ === errors;/g, ''],
  [/else \{var valid\d+ = true;\}/g, ''],
  [/var valid\d+ = true;/g, ''],
  [/if\(!valid\d+\)\{break;\}/g, ''],
  [/if\(valid\d+\)\{/g, '{'],
  [/if\(errors === (?:_errs\d+|0)\)\{/g, '{'],
  [/if\(_errs\d+ === errors\)\{/g, '{'],
  [/return errors === 0;/g, 'return true;'],
]

const shared = `
const mistyped = (instancePath, type) => [{ instancePath, keyword: 'type', params: { type } }]
const missing = (instancePath, missingProperty) => [{ instancePath, keyword: 'required', params: { missingProperty } }]
const isObject = (value) => value && typeof value == 'object' && !Array.isArray(value)
`

/** The code of Ajv in fewer characters, with what repeats in it written once. */
export function compactCode(code: string): string {
  const rules = trying.test(code) ? rewritings : [...rewritings, ...withoutAlternatives]
  const short = rules.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), code)
  if (rules !== rewritings && /_errs\d+/.test(short)) throw new Error('Ajv counts errors in a way that is not known.')
  return transformSync(shared + short, {
    minify: true,
    // One line of 79 kB is a diff that cannot be reviewed.
    lineLimit: 160,
    treeShaking: true,
    format: 'esm',
    target: 'es2022',
  }).code
}
