import { readFileSync } from 'node:fs'
import { type CommandName, commands, didYouMean } from '@room-callbacks/core'

/** Where a sample packet comes from: Conference and Live print different ones for the same command. */
export type SampleProduct = 'conference' | 'live'

/** A sample packet of Tencent's documentation. */
export interface Sample {
  readonly command: CommandName
  readonly product: SampleProduct
}

const conference: readonly CommandName[] = [
  'Room.CallbackAfterCreateRoom',
  'Room.CallbackAfterMemberEnter',
  'Mic.CallbackAfterSeatInfoChanged',
  'Room.CallbackAfterUpdateRoomInfo',
  'Room.CallbackAfterMemberLeave',
  'Room.CallbackAfterDestroyRoom',
]

const live: readonly CommandName[] = [
  'Live.CallbackAfterCreateRoom',
  'Live.CallbackAfterCreateRoomReachingThreshold',
  'Live.CallbackAfterCloudRecordingChanged',
  'Live.CallbackAfterMemberStateChanged',
  'Mic.CallbackAfterSeatInfoChanged',
  'Live.CallbackAfterUpdateRoomInfo',
  'Live.CallbackAfterModifyAdmin',
  'Live.CallbackAfterSetMetadata',
  'Group.CallbackBeforeSendMsg',
  'Group.CallbackAfterSendMsg',
  'Follow.CallbackAfterFollowAdd',
  'Live.CallbackBeforeSendGift',
  'Live.CallbackAfterCreateBattle',
  'Live.CallbackAfterStartBattle',
  'Live.CallbackAfterEndBattle',
  'Follow.CallbackAfterFollowDelete',
  'Live.CallbackAfterDelMetadata',
  'Live.CallbackAfterChangeOwner',
  'Live.CallbackAfterDestroyRoom',
]

/** Every documented sample, in the order of a room's life: one meeting, then one live. */
export const samples: readonly Sample[] = [
  ...conference.map((command): Sample => ({ command, product: 'conference' })),
  ...live.map((command): Sample => ({ command, product: 'live' })),
]

/**
 * The text of a sample as documented, integers beyond 2^53 included.
 *
 * @param product Which one, for a command that both products print. Default: the first that has it.
 * @throws RangeError for a command without a sample, which names the one that was probably meant
 * @example
 * sampleText('Mic.CallbackAfterSeatInfoChanged', 'live')
 */
export function sampleText(command: CommandName, product?: SampleProduct): string {
  const ofCommand = samples.filter((sample) => sample.command === command)
  const [sample] = product === undefined ? ofCommand : ofCommand.filter((sample) => sample.product === product)
  if (!sample) throw new RangeError(noSample(command, product, ofCommand))
  const folder = sample.product
  return readFileSync(new URL(`../samples/${folder}/${command}.json`, import.meta.url), 'utf8')
}

function noSample(word: string, product: string | undefined, [other]: readonly Sample[]): string {
  if (other) return `There is no sample of ${word} for "${product}": Tencent prints it for "${other.product}".`
  const renamed = commands.find(({ aliases }) => aliases.includes(word))
  if (renamed) return `There is no sample of "${word}": it is now ${renamed.name}.`
  const names = samples.map(({ command }) => command)
  return `There is no sample of ${JSON.stringify(word)}.${didYouMean(String(word), names)}`
}
