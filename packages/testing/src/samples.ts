import { readdirSync, readFileSync } from 'node:fs'
import { type CommandName, commands, didYouMean } from '@room-callbacks/core'

/** Where a sample packet comes from: products print different ones for the same command. */
export type SampleProduct = 'conference' | 'live' | 'chat' | 'call' | 'rtc-engine' | 'call-v1'

/** A sample packet of Tencent's documentation, or one with the shape of a packet that a real app received. */
export interface Sample {
  readonly command: CommandName
  readonly product: SampleProduct
  /** Names a second sample of a command: `observed`, `old`, `mention`. Absent for the documented one. */
  readonly variant?: string
}

/** What comes first in the life of a meeting, of a live and of a call; each has commands of its own, but for the seats. */
const life: readonly CommandName[] = [
  'Room.CallbackAfterCreateRoom',
  'Room.CallbackAfterMemberEnter',
  'Live.CallbackAfterCreateRoom',
  'Live.CallbackAfterCreateRoomReachingThreshold',
  'Live.CallbackAfterCloudRecordingChanged',
  'Live.CallbackAfterMemberStateChanged',
  'Mic.CallbackAfterSeatInfoChanged',
  'Room.CallbackAfterUpdateRoomInfo',
  'Room.CallbackAfterMemberLeave',
  'Room.CallbackAfterDestroyRoom',
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
  'Call.CallbackAfterStartCall',
  'Call.CallbackAfterMemberChanged',
  'Call.CallbackAfterRecordChanged',
  'Call.CallbackAfterEndCall',
]

/** The `EventType` of each event of RTC Engine. */
const types = new Map(commands.map(({ name, aliases }) => [name, Number((aliases[0] ?? name).split('.')[1])]))

const folder = new URL('../samples/', import.meta.url)

/**
 * Every sample: one meeting, one live, then Chat in alphabetical order, then one call, then RTC Engine by `EventType`. A
 * documented sample comes before the other shapes of its command. Of 702, of 1001 to 1006 and of 1402 to 1404 no page prints
 * a packet: theirs are made by the tables.
 */
export const samples: readonly Sample[] = (['conference', 'live', 'chat', 'call', 'rtc-engine'] as const).flatMap(
  (product) => {
    const found = readdirSync(new URL(product, folder)).map((file) => sampleOf(file, product))
    if (product === 'rtc-engine') return found.sort(byName).sort(byType)
    return product === 'chat' ? found.sort(byName) : found.sort(byPlace)
  },
)

/**
 * The samples of Call v1, whose query has other names: see `callbackQuery()`. The pages print two, `caller_start_call` and
 * `normal_end`. The others are made by their tables; `Event` is empty where no page says what stands there.
 */
export const callV1Samples: readonly Sample[] = readdirSync(new URL('call-v1', folder))
  .map((file) => sampleOf(file, 'call-v1'))
  .sort(byName)

function byType(one: Sample, other: Sample): number {
  return (types.get(one.command) as number) - (types.get(other.command) as number)
}

function sampleOf(file: string, product: SampleProduct): Sample {
  const [, command, variant] = /^([^-]+)(?:-(.+))?\.json$/.exec(file) as unknown as [string, CommandName, string?]
  return variant === undefined ? { command, product } : { command, product, variant }
}

function byPlace(one: Sample, other: Sample): number {
  return life.indexOf(one.command) - life.indexOf(other.command)
}

function byName(one: Sample, other: Sample): number {
  return nameOf(one) < nameOf(other) ? -1 : 1
}

function nameOf({ command, variant = '' }: Sample): string {
  return `${command} ${variant}`
}

/**
 * The text of a sample as documented, integers beyond 2^53 included.
 *
 * @param product Which one, for a command that several products print. Default: the first that has it.
 * @param variant Which one, for a command of which there are several shapes. Default: the documented one.
 * @throws RangeError for a command without a sample, which names the one that was probably meant
 * @example
 * sampleText('Mic.CallbackAfterSeatInfoChanged', 'live')
 * sampleText('Group.CallbackAfterSendMsg', 'chat', 'mention')
 */
export function sampleText(command: CommandName, product?: SampleProduct, variant?: string): string {
  const ofCommand = [...samples, ...callV1Samples].filter((sample) => sample.command === command)
  const ofProduct = ofCommand.filter((sample) => product === undefined || sample.product === product)
  const sample = ofProduct.find((sample) => sample.variant === variant)
  if (!sample) throw new RangeError(noSample(command, { product, variant, ofCommand, ofProduct }))
  const file = variant === undefined ? command : `${command}-${variant}`
  return readFileSync(new URL(`${sample.product}/${file}.json`, folder), 'utf8')
}

interface Search {
  readonly product: string | undefined
  readonly variant: string | undefined
  readonly ofCommand: readonly Sample[]
  readonly ofProduct: readonly Sample[]
}

function noSample(word: string, { product, variant, ofCommand, ofProduct }: Search): string {
  if (ofProduct.length > 0) {
    const variants = ofProduct.flatMap(({ variant }) => variant ?? [])
    const others = variants.length > 0 ? `Its variants are ${variants.join(', ')}.` : 'It has no variants.'
    return `There is no sample of ${word} called ${JSON.stringify(variant)}. ${others}`
  }
  const [other] = ofCommand
  if (other) return `There is no sample of ${word} for "${product}": Tencent prints it for "${other.product}".`
  const renamed = commands.find(({ aliases }) => aliases.includes(word))
  if (renamed) return `There is no sample of "${word}": it is now ${renamed.name}.`
  const names = samples.map(({ command }) => command)
  return `There is no sample of ${JSON.stringify(word)}.${didYouMean(String(word), names)}`
}
