import Type, { type TOptional, type TSchema } from 'typebox'
import { BooleanField, OpenEnum } from './fields.ts'

/** How a seat is taken, in every packet that describes a room. */
export const TakeSeatMode: TOptional<TSchema> = Type.Optional(
  OpenEnum('How a seat is taken.', ['None', 'FreeToTake', 'ApplyToTake']),
)

/** Whether text messages are forbidden. */
export const IsMessageDisabled: TOptional<TSchema> = Type.Optional(BooleanField('Whether text messages are forbidden.'))

/** What the host of a meeting can forbid. `IsCloudRecordingDisabled` is `"false"` in a sample (60731). */
export const meetingSwitches: { readonly [field: string]: TOptional<TSchema> } = {
  IsVideoDisabled: Type.Optional(BooleanField('Whether all video is muted.')),
  IsAudioDisabled: Type.Optional(BooleanField('Whether all audio is muted.')),
  IsMessageDisabled,
  IsScreenSharingDisabled: Type.Optional(BooleanField('Whether screen sharing is forbidden.')),
  IsCloudRecordingDisabled: Type.Optional(BooleanField('Whether cloud recording is forbidden.')),
}
