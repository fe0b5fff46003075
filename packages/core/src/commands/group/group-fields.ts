import Type, { type TOptional, type TSchema } from 'typebox'
import { Account, List, Milliseconds, OpenEnum, RoomIdentifier, Text } from '../fields.ts'

/** Codes that reach the client (34374, 34368 and others). */
export const groupCodes = [10100, 10200] as const

/** The group; the room of a live room. */
export const GroupId: TSchema = RoomIdentifier('Group id; the room id for a live room.')

/** The kind of a group. */
export const GroupType: TSchema = OpenEnum('Kind of group; `Private` is now `Work`, `ChatRoom` is now `Meeting`.', [
  'Live',
  'Work',
  'Public',
  'Meeting',
  'AVChatRoom',
  'Community',
  'Private',
  'ChatRoom',
])

/** Members: objects in every packet. */
export const Members = (description: string): TSchema =>
  List(description, Type.Object({ Member_Account: Account('User id.') }))

/** A string in the international samples, a number in the newest Chinese pages and in real packets. */
export const GroupEventTime: TOptional<TSchema> = Type.Optional(
  Milliseconds('When it happened; absent in editions and packets of before 2022.'),
)

/** Fields of the app; the type of a value is not documented, and a string in the sample. */
export const GroupUserDefinedData: TOptional<TSchema> = Type.Optional(
  List(
    'Fields of the app; absent where the app has none.',
    Type.Object({
      Key: Text('Name.'),
      Value: Type.String({ kind: 'identifier', description: 'Value; a number becomes a string.' }),
    }),
  ),
)

/** What can change of a group or topic; the others are absent. */
export const changedGroupInfo: { readonly [field: string]: TOptional<TSchema> } = {
  Name: Type.Optional(Text('The new name, if it changed.')),
  Introduction: Type.Optional(Text('The new introduction, if it changed.')),
  Notification: Type.Optional(Text('The new notification, if it changed.')),
  FaceUrl: Type.Optional(Text('The new address of the picture, if it changed.')),
}
