import fc, { type Arbitrary } from 'fast-check'

const hostileKeys = ['__proto__', '\\u005f_proto__', 'constructor', 'toString', 'CallbackCommand', 'RoomInfo', '']
const escapes = ['\\ud800', '\\udfff', '\\ud83d\\ude00', '\\u0000', '\\"', '\\\\', '\\n', '€', '😀']
const numbers = ['-0', '0', '1e400', '-1e-400', '1E+2', '12345678901234567890', '-9007199254740993', '0.1', '1e16']

const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String)
const stringText = fc
  .array(fc.oneof(fc.constantFrom(...escapes), fc.string().map(inside)), { maxLength: 4 })
  .map((pieces) => `"${pieces.join('')}"`)
const keyText = fc.oneof(
  fc.constantFrom(...hostileKeys).map((key) => `"${key}"`),
  stringText,
)
const space = fc.constantFrom('', '', '', ' ', '\n\t')

/** JSON as a hostile or careless sender may write it: duplicate and dangerous keys, escapes, any number. */
export const arbitraryJson: Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false', ...numbers),
    digits,
    stringText,
    fc.tuple(space, fc.array(tie('value'), { maxLength: 5 })).map(([gap, items]) => `[${items.join(`,${gap}`)}]`),
    objectText(tie('value')),
  ),
})).value

/** A JSON object with such members. */
export const arbitraryObject: Arbitrary<string> = objectText(arbitraryJson)

function objectText(value: Arbitrary<string>): Arbitrary<string> {
  return fc
    .array(fc.tuple(space, keyText, value), { maxLength: 6 })
    .map((members) => `{${members.map(([gap, key, member]) => `${gap}${key}:${gap}${member}`).join(',')}}`)
}

/** The text of a string between its quotes. */
function inside(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
