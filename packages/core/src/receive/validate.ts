import { channel } from 'node:diagnostics_channel'
import { Refusal } from '../errors/refusal.ts'
import { sharedScope } from '../errors/shared-scope.ts'
import type { Command } from '../protocol/command.ts'
import type { Drift, ReportDrift } from '../protocol/normalise/drift.ts'
import { findUnknown } from '../protocol/normalise/find-unknown.ts'
import { normalisePacket } from '../protocol/normalise/normalise-packet.ts'
import { placeFields } from '../protocol/normalise/place-fields.ts'
import { decodeText, type Packet, type ParsedPacket, parsePacket } from '../protocol/packet/parse-packet.ts'
import type { Violation } from '../protocol/validate-function.ts'
import { violationOf } from '../protocol/violation.ts'

/** How a packet is validated. */
export interface Validation {
  readonly strict: boolean
  readonly reparsed: boolean
}

/** How a packet is brought to its schema. */
export interface Normalisation {
  /** Whether unknown fields and words are looked for: that costs as much as validating. */
  readonly findsUnknown: boolean
  readonly reparsed: boolean
}

/**
 * The event that handlers see: the packet, brought to the schema of its command.
 *
 * @throws `invalid-packet`
 */
export function validate(command: Command, parsed: ParsedPacket, { strict, reparsed }: Validation): Packet {
  const drifts: Drift[] = []
  normalise(command, parsed, { findsUnknown: strict || driftReport.isWanted(), reparsed }, collectDrifts(drifts))
  if (drifts.length > 0) reportDrifts(command, drifts, strict)
  return parsed.packet
}

/**
 * Brings a packet to the schema of its command, in place.
 *
 * @throws `invalid-packet`
 */
export function normalise(
  command: Command,
  { packet, largeIntegers }: ParsedPacket,
  { findsUnknown, reparsed }: Normalisation,
  report: ReportDrift,
): void {
  if (command.protocol !== 'rtc-engine') packet['CallbackCommand'] = command.name
  if (command.placements.length > 0) placeFields(command.placements, packet, report)
  // Most packets fit at once; only the others are walked.
  if (!command.validate(packet)) {
    normalisePacket(command.shape, packet, report)
    if (!command.validate(packet)) throw new Refusal('invalid-packet', describe(command, packet))
  }
  if (reparsed && largeIntegers) report(digitsLost)
  if (findsUnknown) findUnknown(command.shape, packet, report)
}

/**
 * The event of a packet that was valid, made from its bytes once more: an object of its own. A structured clone would
 * cost more than parsing, and recursion over a hostile depth.
 */
export function eventAgain(command: Command, raw: Uint8Array): Packet {
  const parsed = parsePacket(decodeText(raw))
  normalise(command, parsed, { findsUnknown: false, reparsed: false }, ignore)
  return parsed.packet
}

// The drifts were published when the packet arrived.
const ignore = (): void => {}

const digitsLost: Drift = {
  kind: 'digits-lost',
  path: '',
  detail:
    'A body parser ran first and rounded an integer beyond 2^53: mount the receiver before it, or keep req.rawBody.',
}

function reportDrifts(command: Command, drifts: readonly Drift[], strict: boolean): void {
  for (const drift of drifts) driftReport.publish(command.name, drift)
  const [first] = drifts
  if (strict && first)
    throw new Refusal('invalid-packet', `${command.name}: strict validation: ${first.kind} ${first.path}.`)
}

function describe(command: Command, packet: Packet): string {
  const { name } = command
  const { instancePath, params } = violationOf(command, packet) as Violation
  const { missingProperty, type } = params
  const path = instancePath.slice(1).replaceAll('/', '.')
  if (typeof missingProperty === 'string') return `${name}: ${path ? `${path}.` : ''}${missingProperty} is missing.`
  return `${name}: ${path} is not ${typeof type === 'string' ? `of type ${type}` : 'as documented'}.`
}

/** A drift as it is published on the diagnostics channel `room-callbacks:drift`. */
export interface PublishedDrift extends Drift {
  /** Where, in dots; `?` for a field whose name is not made of letters, digits, `_` and `-`. At most 64 of them are told. */
  readonly path: string
  /** The unknown word, likewise, or the types between which a field was converted. */
  readonly detail?: string
  readonly command: string
}

const drifts = channel('room-callbacks:drift')
const reported = sharedScope('reported drift', () => new Set<string>())
const mostReported = 1000

/** As the platform writes its names and words. A packet may hold what a user wrote in their place, an address say. */
const name = /^[\w.[\]-]*$/
const unnamed = '?'

/** Tells operators of a new platform version: each kind of drift once in the life of the process. */
const driftReport = {
  /** Looking for unknown fields costs as much as validating: it is done only while the channel has a subscriber. */
  isWanted: (): boolean => drifts.hasSubscribers,

  publish(command: string, drift: Drift): void {
    if (!drifts.hasSubscribers || reported.size >= mostReported) return
    const told: PublishedDrift = { command, ...drift }
    if (drift.kind === 'unknown-field' && !name.test(drift.path)) Object.assign(told, { path: unnamed })
    if (drift.kind === 'unknown-word' && !name.test(drift.detail as string)) Object.assign(told, { detail: unnamed })
    const { kind, path, detail = '' } = told
    const key = `${command} ${kind} ${path} ${kind === 'unknown-word' ? detail : ''}`
    if (reported.has(key)) return
    reported.add(key)
    drifts.publish(told)
  },
}

// Per packet; far more than any genuine one has.
const mostDrifts = 1000

/**
 * Collects the drifts of one packet. A hostile list repeats one of them 100,000 times, which would cost many times
 * what reading it costs: the same again is left out, and what goes beyond a bound.
 */
export function collectDrifts(drifts: Drift[]): ReportDrift {
  return (drift) => {
    const last = drifts.at(-1)
    const isSame = last?.path === drift.path && last.kind === drift.kind && last.detail === drift.detail
    if (!isSame && drifts.length < mostDrifts) drifts.push(drift)
  }
}
