import fc, { type Arbitrary } from 'fast-check'

const names = [
  'SdkAppid',
  'CallbackCommand',
  'Sign',
  'RequestTime',
  'ClientIP',
  'OptPlatform',
  'RequestID',
  'contenttype',
] as const

/** One parameter: ours under its documented name, or a foreign one, and how it is written. */
export interface Piece {
  /** Undefined for a foreign parameter. */
  readonly name: (typeof names)[number] | undefined
  readonly value: string
  readonly form: 'plain' | 'other case' | 'encoded' | 'bracketed' | 'broken' | 'foreign'
}

const value = fc.oneof(
  fc.constantFrom('1400000000', '1', '01400000000', '', 'Room.CallbackAfterCreateRoom', 'Room.Tomorrow', '-1'),
  fc.nat().map(String),
  fc.string({ unit: 'grapheme' }),
)
const ours = fc.record<Piece>({
  name: fc.constantFrom(...names),
  value,
  form: fc.constantFrom('plain', 'other case', 'encoded', 'bracketed', 'broken'),
})
const foreign = fc.record<Piece>({ name: fc.constant(undefined), value, form: fc.constant('foreign') })

/** A query parameter of any kind. */
export const piece: Arbitrary<Piece> = fc.oneof({ weight: 3, arbitrary: ours }, foreign)

/** A parameter as it stands in the query. */
export function textOf(piece: Piece): string {
  const { value, form } = piece
  const name: string = piece.name ?? ''
  const encoded = encodeURIComponent(value)
  switch (form) {
    case 'plain':
      return `${name}=${encoded}`
    case 'other case':
      return `${name.toUpperCase()}=${encoded.replaceAll('%20', '+')}`
    case 'encoded':
      return `${everyByte(name)}=${everyByte(value)}`
    case 'bracketed':
      return `${name}%5B0]=${encoded}`
    case 'broken':
      return `${name}=${encoded}%f`
    case 'foreign':
      return `x${encoded}[a]=%zz`
  }
}

const everyByte = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
