import Type, { type TArray, type TBoolean, type TInteger, type TSchema, type TString, type TUnsafe } from 'typebox'

/**
 * The kinds of field that Tencent sends. A schema names what a handler sees; `kind` tells the
 * normaliser which other spellings of the same value arrive on the wire (README.md section 7 of
 * the protocol): it never guesses from the value alone.
 */

/** Free text. */
export const Text = (description: string): TString => Type.String({ description })

/** A user id: a string in every table, an integer above 2^53 in several samples. */
export const Account = (description: string): TString => Type.String({ kind: 'identifier', description })

/** A room id: a string, though the recording pages (54914) also allow a number. */
export const RoomIdentifier = (description: string): TString => Type.String({ kind: 'identifier', description })

/** The user on a seat: a user id; an empty string (60736) and a missing field (64425) both mean a free seat. */
export const OptionalAccount = (description: string): TString =>
  Type.String({ kind: 'occupant', pattern: '[^]', description })

/** A boolean, printed as `"false"` in one sample (60731). */
export const BooleanField = (description: string): TBoolean => Type.Boolean({ description })

/** A whole number without a unit of time. */
export const Count = (description: string): TInteger => Type.Integer({ description })

/** A point in time or a duration in milliseconds. */
export const Milliseconds = (description: string): TInteger =>
  Type.Integer({ description: `${description} Unit: milliseconds.` })

/** A point in time in Unix seconds. */
export const Seconds = (description: string): TInteger =>
  Type.Integer({ description: `${description} Unit: Unix seconds.` })

/** One of the documented words, or one that the platform adds later. */
export const OpenEnum = <const Values extends readonly string[]>(
  description: string,
  values: Values,
): TUnsafe<Values[number] | (string & {})> =>
  Type.Unsafe<Values[number] | (string & {})>({
    type: 'string',
    words: values,
    tsType: `${values.map((value) => `'${value}'`).join(' | ')} | (string & {})`,
    description,
  })

/** One of the documented numbers, or one that the platform adds later. */
export const IntegerCode = (description: string): TInteger => Type.Integer({ description })

/** An object whose members depend on another field. */
export const AnyObject = (description: string): TUnsafe<Record<string, unknown>> =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', tsType: '{ [key: string]: unknown }', description })

/**
 * A point in time in a packet whose samples print a placeholder for it (`"xxxx"`, guide 72325). Digits become a number; any
 * other text is taken out of the event and reported as drift, because a text in its place would break what calculates with it.
 * For optional fields only.
 */
export const Stamp = (description: string): TInteger => Type.Integer({ kind: 'stamp', description })

/** A list that an edition prints as a single value: handlers see a list. */
export const OneOrMore = <Item extends TSchema>(description: string, item: Item): TArray<Item> =>
  Type.Array(item, { kind: 'oneOrMore', description })

/** A list, always an array on the wire, also where its name is singular. */
export const List = <Item extends TSchema>(description: string, item: Item): TArray<Item> =>
  Type.Array(item, { description })
