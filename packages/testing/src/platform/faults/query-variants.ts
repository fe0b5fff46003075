import { commands } from '@room-callbacks/core'
import type { PendingCallback, QueryEntry } from '../send/pending-callback.ts'
import type { Variant } from './variant.ts'

const renamed =
  (change: (name: string) => string) =>
  (draft: PendingCallback): void => {
    draft.changeQuery = (entries) => entries.map(([name, value]): QueryEntry => [change(name), value])
  }

const withPlatform = (platform: string) => (draft: PendingCallback) => {
  draft.platform = platform
}

/** Commands whose sample URLs lack the client (72553, 72554), or lacked it once (64424). */
const withoutClient = [
  'Live.CallbackAfterChangeOwner',
  'Live.CallbackAfterModifyAdmin',
  'Live.CallbackAfterMemberStateChanged',
]

const aliased = commands.flatMap(({ name, aliases }) =>
  aliases.map(
    (alias): Variant => ({
      name: `alias ${alias}`,
      commands: [name],
      apply(draft) {
        draft.command = alias
        draft.packet = { ...draft.packet, CallbackCommand: alias }
      },
    }),
  ),
)

/** How queries differ: README.md section 2 of the protocol. */
export const queryVariants: readonly Variant[] = [
  // The table of 64412.
  { name: 'query SdkAppId', apply: renamed((name) => (name === 'SdkAppid' ? 'SdkAppId' : name)) },
  // As the old room component writes it (1690/92689); names are compared without regard to case.
  { name: 'query in lower case', apply: renamed((name) => name.toLowerCase()) },
  {
    name: 'contenttype JSON',
    apply(draft) {
      draft.changeQuery = (entries) =>
        entries.map(([name, value]): QueryEntry => [name, name === 'contenttype' ? 'JSON' : value])
    },
  },
  {
    name: 'query without client',
    commands: withoutClient,
    apply(draft) {
      draft.changeQuery = (entries) => entries.filter(([name]) => name !== 'ClientIP' && name !== 'OptPlatform')
    },
  },
  // State.StateChange, the Chinese Live overview, and one copy of 34354.
  ...['IOS', 'iOs', 'macOS'].map((platform) => ({ name: `platform ${platform}`, apply: withPlatform(platform) })),
  {
    // The header is not documented; the sample request of 34354 has none.
    name: 'no content type',
    apply(draft) {
      draft.headers = {}
    },
  },
  // Real URLs of Chat: in the order of ASCII, with the id of the request, in either spelling (chat.md 1.1, 1.2).
  ...['RequestID', 'RequestId'].map((name) => ({
    name: `sorted query with ${name}`,
    apply(draft: PendingCallback) {
      draft.changeQuery = (entries) =>
        [...entries, [name, '70e0a82c-6f8e-4c8f-9a5b-6d2f1b1c0a11'] as const].sort(([one], [other]) =>
          one < other ? -1 : 1,
        )
    },
  })),
  ...aliased,
  {
    // The URL table of 64424 alone prints the older word.
    name: 'alias in the query alone',
    commands: ['Live.CallbackAfterMemberStateChanged'],
    apply(draft) {
      draft.command = 'Live.CallbackMemberStateChanged'
    },
  },
]
