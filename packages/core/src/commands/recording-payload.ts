import Type, { type TObject, type TSchema } from 'typebox'
import { Account, IntegerCode, List, OneOrMore, OpenEnum, Stamp, Text } from './fields.ts'

type Members = { readonly [field: string]: TSchema }
const Maybe = Type.Optional

const TrackType = OpenEnum('What was recorded.', ['audio', 'video', 'audio_video'])
const MediaId = OpenEnum('Which of the streams of a user; `mix` is the mixed one.', ['main', 'aux', 'mix'])

/** A file in the storage of the app (54914, type 310). */
export const RecordedFile: TObject = Type.Object(
  {
    FileName: Text('Name of the file.'),
    UserId: Maybe(Account('Whose stream it is; empty for a mixed recording.')),
    TrackType: Maybe(TrackType),
    MediaId: Maybe(MediaId),
    StartTimeStamp: Maybe(Stamp('When it begins. Unit: milliseconds.')),
    EndTimeStamp: Maybe(Stamp('When it ends. Unit: milliseconds.')),
  },
  { tsType: 'RecordedFile', description: 'A recorded file.' },
)

const vodMembers: Members = {
  UserId: Maybe(Account('Whose stream it is; empty for a mixed recording.')),
  TrackType: Maybe(TrackType),
  MediaId: Maybe(MediaId),
  FileId: Maybe(Text('Id of the file in VOD; absent when it failed.')),
  VideoUrl: Maybe(Text('Where it can be played; absent when it failed.')),
  CacheFile: Maybe(Text('Name of the file that was uploaded.')),
}

/** A file in VOD (54914, type 311). */
export const VodFile: TObject = Type.Object(
  {
    ...vodMembers,
    StartTimeStamp: Maybe(Stamp('When it begins; absent when it failed. Unit: milliseconds.')),
    EndTimeStamp: Maybe(Stamp('When it ends; absent when it failed. Unit: milliseconds.')),
  },
  { tsType: 'VodFile', description: 'The file in VOD.' },
)

const leaveCodes =
  '0: stopped. 1 and 3: the robot was removed. 2 and 4: the room was closed. 99: the robot was alone. 100: time-out. 101: the same user entered again.'

/** What `LeaveCode` of a recording and of a slicing task says (54914, 73393). */
export const LeaveCode: TSchema = IntegerCode(leaveCodes)

const Status = (description: string): TSchema => IntegerCode(description)

/** The types of group 3. */
type RecordingType = 301 | 302 | 303 | 304 | 305 | 306 | 307 | 308 | 309 | 310 | 311 | 312

/** The payload of each type of group 3 (54914; 308 only in the older 45169). */
export const recordingPayloads: { readonly [type in RecordingType]: Members } = {
  301: { Status: Status('0: it started. 1: it failed.') },
  302: { LeaveCode },
  303: { Status: Status('0: it started. 1: it failed.') },
  304: { FileList: Text('Name of the first M3U8 file.') },
  305: {
    Status: Maybe(
      Status('0: all is uploaded. 1: some is left on the server or in the backup. 2: what was left is uploaded.'),
    ),
  },
  306: { Status: Status('0: the task was moved to another server.') },
  307: {
    FileName: Text('Name of the M3U8 file.'),
    UserId: Maybe(Account('Whose stream it is.')),
    TrackType: Maybe(TrackType),
    BeginTimeStamp: Maybe(Stamp('When it begins; a text in the newest table. Unit: milliseconds.')),
  },
  308: { Code: Text('The code of the storage service.'), Message: Text('The message of the storage service.') },
  309: { Url: Text('The image that could not be loaded.') },
  310: {
    Status: Status('0: all is uploaded. 1: some is left. 2: it failed.'),
    FileList: Maybe(OneOrMore('Names of the files; one text in the older table.', Text('Name of a file.'))),
    FileMessage: Maybe(List('The files; absent in older editions.', RecordedFile)),
  },
  311: {
    Status: Maybe(Status('0: it is in VOD. 1 and 2: it failed. Absent in the flat shape of older editions.')),
    Errmsg: Maybe(Text('Why it failed.')),
    TencentVod: Maybe(VodFile),
    ...vodMembers,
    BeginTimeStamp: Maybe(Stamp('When it begins, in the flat shape. Unit: seconds.')),
    StartTimeStamp: Maybe(Stamp('When it begins, where 54914 lists it. Seconds or milliseconds: look at the size.')),
    EndTimeStamp: Maybe(
      Stamp('When it ends, in the flat shape. Seconds, in newer editions milliseconds: look at the size.'),
    ),
  },
  312: { Status: Status('0: all is in VOD. 1: it failed.') },
}

/** The payloads of all types of groups 3 and 8, for the commands in which they are wrapped. */
export const RecordingPayload: TObject = Type.Object(
  {
    ...recordingPayloads[307],
    ...recordingPayloads[310],
    ...recordingPayloads[311],
    FileName: Maybe(Text('Name of a file (307).')),
    Status: Maybe(Status('What it means depends on `EventType`: 0 is success in 301 to 312, 1 in 801 and 802.')),
    LeaveCode: Maybe(LeaveCode),
    FileList: Maybe(
      Type.Unsafe<string | readonly string[]>({
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
        tsType: 'string | string[]',
        description: 'Name of the first M3U8 file (304), or names of the files (310).',
      }),
    ),
    Code: Maybe(Text('The code of the storage service (308).')),
    Message: Maybe(Text('The message of the storage service (308).')),
    Url: Maybe(Text('The image that could not be loaded (309).')),
    EventMessage: Maybe(Text('Free text of a web page recording (801 to 804).')),
  },
  { tsType: 'RecordingPayload', description: 'What happened in detail; `EventType` says what is in it (54914).' },
)
