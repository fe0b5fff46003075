import Type, { type TSchema } from 'typebox'
import { Account, List } from '../fields.ts'

/** Pairs of users (34360, 34361, 34362). */
export const Pairs = (description: string, from: string, to: string): TSchema =>
  List(description, Type.Object({ From_Account: Account(from), To_Account: Account(to) }))
