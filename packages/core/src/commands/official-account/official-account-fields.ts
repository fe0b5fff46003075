import Type, { type TSchema } from 'typebox'
import { Account, IntegerCode, List, Milliseconds, Text } from '../fields.ts'
import { MessageBody } from '../message-body.ts'

/** The account; `#TOA#_` instead of `@TOA#_` in one sample (60805). */
export const officialAccount: { readonly Official_Account: TSchema } = {
  Official_Account: Account('The official account.'),
}

/** In every packet. */
export const OfficialEventTime: TSchema = Milliseconds('When it happened.')

/** Subscribers: objects in every packet. */
export const Subscribers = (description: string): TSchema =>
  List(description, Type.Object({ Subscriber_Account: Account('User id.') }))

/** What the Before and the After packet of a message share (60803, 60804). */
export const accountMessage: { readonly [field: string]: TSchema } = {
  OnlineOnlyFlag: Type.Optional(IntegerCode('1 for a message that is not stored, else 0.')),
  MsgBody: MessageBody,
  CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
  EventTime: OfficialEventTime,
}
