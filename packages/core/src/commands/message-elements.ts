import Type, { type TSchema } from 'typebox'
import { Account, AnyObject, Count, IntegerCode, List, RoomIdentifier, Seconds, Text } from './fields.ts'

const Bytes = (description: string): TSchema => Type.Integer({ description: `${description} Unit: bytes.` })
const Pixels = (description: string): TSchema => Type.Integer({ description: `${description} Unit: pixels; may be 0.` })
const Duration = (description: string): TSchema => Type.Integer({ description: `${description} Unit: seconds.` })
const Fraction = (description: string): TSchema => Type.Number({ description })
const Unknown = (description: string): TSchema => Type.Unsafe({ tsType: 'unknown', description })

const oldSdk = 'absent from SDK 2.x and 3.x'
const DownloadFlag = Type.Optional(IntegerCode(`How it is downloaded: 2, by its URL; ${oldSdk}.`))

const RelayedMessage = Type.Object({
  From_Account: Type.Optional(Account('The sender.')),
  To_Account: Type.Optional(Account('The receiver; one-to-one messages only.')),
  GroupId: Type.Optional(RoomIdentifier('The group; group messages only.')),
  MsgSeq: Type.Optional(Count('Sequence number.')),
  MsgRandom: Type.Optional(Count('Random number of 32 bits.')),
  MsgTimeStamp: Type.Optional(Seconds('When it was sent.')),
  MsgBody: Type.Optional(Type.Unsafe({ tsType: 'MessageElement[]', description: 'Message elements.' })),
  CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
})

const Chunk = Type.Object({
  EventType: Type.Optional(Unknown('Its type is not documented.')),
  Index: Type.Optional(Unknown('Its type is not documented.')),
  Markdown: Type.Optional(Unknown('Its type is not documented.')),
})

/**
 * What `MsgContent` holds by `MsgType` (33527; `TIMStreamElem` 269/128596, which was found in parts only). For the published
 * types alone: packets are not checked against it, because one odd element must not refuse a whole message.
 */
export const messageContents: { readonly [MsgType: string]: { readonly [member: string]: TSchema } } = {
  TIMTextElem: { Text: Text('The text.') },
  TIMLocationElem: {
    Desc: Text('Description.'),
    Latitude: Fraction('Degrees of latitude.'),
    Longitude: Fraction('Degrees of longitude.'),
  },
  TIMFaceElem: { Index: Count('Number of the face.'), Data: Text('Free data.') },
  TIMCustomElem: {
    Data: Text('Free data.'),
    Desc: Type.Optional(Text('Description; may be empty.')),
    Ext: Type.Optional(Text('Further data; may be empty.')),
    Sound: Type.Optional(Text('Sound of the notification; absent from observed packets.')),
  },
  TIMSoundElem: {
    UUID: Text('Key of the recording.'),
    Size: Bytes('Size.'),
    Second: Duration('Length.'),
    Url: Type.Optional(Text(`Where it is; ${oldSdk}.`)),
    Download_Flag: DownloadFlag,
  },
  TIMImageElem: {
    UUID: Text('Key of the picture.'),
    ImageFormat: IntegerCode('1 JPG, 2 GIF, 3 PNG, 4 BMP, 255 other.'),
    ImageInfoArray: List(
      'The same picture in several sizes.',
      Type.Object({
        Type: IntegerCode('1 original, 2 large, 3 thumbnail.'),
        Size: Bytes('Size.'),
        Width: Pixels('Width.'),
        Height: Pixels('Height.'),
        URL: Text('Where it is; in capitals here.'),
      }),
    ),
  },
  TIMFileElem: {
    UUID: Text('Key of the file.'),
    FileSize: Bytes('Size.'),
    FileName: Text('Its name.'),
    Url: Type.Optional(Text(`Where it is; ${oldSdk}.`)),
    Download_Flag: DownloadFlag,
  },
  TIMVideoFileElem: {
    VideoUUID: Text('Key of the video.'),
    VideoSize: Bytes('Size of the video.'),
    VideoSecond: Duration('Length of the video; 0 from web.'),
    VideoFormat: Text('Format of the video.'),
    VideoUrl: Type.Optional(Text(`Where the video is; ${oldSdk}.`)),
    VideoDownloadFlag: DownloadFlag,
    ThumbUUID: Text('Key of the thumbnail.'),
    ThumbSize: Bytes('Size of the thumbnail.'),
    ThumbWidth: Pixels('Width of the thumbnail.'),
    ThumbHeight: Pixels('Height of the thumbnail.'),
    ThumbFormat: Text('Format of the thumbnail.'),
    ThumbUrl: Type.Optional(Text(`Where the thumbnail is; ${oldSdk}.`)),
    ThumbDownloadFlag: DownloadFlag,
  },
  TIMRelayElem: {
    Title: Text('Title of the forwarded messages.'),
    MsgNum: Count('How many messages are forwarded.'),
    CompatibleText: Text('What clients show that do not know this kind.'),
    AbstractList: List('Shortened messages.', Text('One.')),
    MsgList: Type.Optional(List('The messages; absent where they are larger than 12 kB.', RelayedMessage)),
    JsonMsgKey: Type.Optional(Text('Key of the messages; only where they are larger than 12 kB.')),
  },
  TIMStreamElem: {
    CompatibleText: Type.Optional(Text('What clients show that do not know this kind.')),
    Chunks: Type.Optional(List('The pieces of the text.', Chunk)),
  },
}

/** One element by its kind, and a kind that no document knows: what handlers see of `MsgBody`. */
export const MessageElement: TSchema = Type.Union([
  ...Object.entries(messageContents).map(([MsgType, content]) =>
    Type.Object(
      { MsgType: Type.Literal(MsgType), MsgContent: Type.Object(content) },
      { title: MsgType, description: `What \`MsgType\` \`${MsgType}\` holds, as documented (33527).` },
    ),
  ),
  Type.Object(
    {
      MsgType: Type.Unsafe({
        // With `string` here TypeScript would not narrow the documented kinds by `MsgType`: it could be any of them.
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the type of a template
        tsType: '`undocumented ${string}`',
        description:
          'Its word as it came. The type only keeps it apart from the documented kinds: compare it as a `string`.',
      }),
      MsgContent: AnyObject('What came.'),
    },
    { title: 'OtherElement', description: 'An element of a kind that no document knows.' },
  ),
])
