import { type CommandName, type EventMap, parsePacket } from '@room-callbacks/core'
import { type SampleProduct, sampleText } from './samples.ts'

/** What a packet has otherwise than its sample: objects are merged, `undefined` removes a field. */
export type Overrides<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Field in keyof Value]?: Overrides<Value[Field]> | undefined }
    : Value

/** For what each packet was made. */
const commands = new WeakMap<object, CommandName>()

/**
 * The sample packet of a command with some fields changed.
 *
 * @param product Whose sample, for a command that several products print.
 * @param variant Which sample, for a command of which there are several shapes.
 * @example
 * packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId: 'r1', RoomName: undefined } })
 */
export function packet<Name extends CommandName>(
  command: Name,
  overrides: Overrides<EventMap[Name]> = {} as Overrides<EventMap[Name]>,
  product?: SampleProduct,
  variant?: string,
): EventMap[Name] {
  const { packet: sample } = parsePacket(sampleText(command, product, variant))
  const made = merge(sample, overrides) as EventMap[Name]
  // An event of RTC Engine travels without a command.
  if (!command.startsWith('RtcEngine.')) commands.set(made, command)
  return made
}

/**
 * The command that a packet names, or that it was made for: the bodies of `Push.*` name theirs in each event, and that of
 * `ContentCallback.ResultNotify` nowhere, since the query has it.
 */
export function commandOf(packet: object | string): string | undefined {
  const { CallbackCommand, Events } = packet as {
    readonly CallbackCommand?: unknown
    readonly Events?: readonly { readonly CallbackCommand?: unknown }[]
  }
  const named = CallbackCommand ?? Events?.[0]?.CallbackCommand
  return typeof named === 'string' ? named : commands.get(packet as object)
}

function merge(value: unknown, change: unknown): unknown {
  if (!isRecord(value) || !isRecord(change)) return change
  const merged: Record<string, unknown> = { ...value }
  for (const [field, changed] of Object.entries(change)) {
    if (changed === undefined) delete merged[field]
    else merged[field] = field in merged ? merge(merged[field], changed) : changed
  }
  return merged
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
