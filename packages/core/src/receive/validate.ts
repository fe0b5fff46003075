import { Refusal } from '../errors/refusal.ts'
import type { Command } from '../protocol/command.ts'
import { collectDrifts, type Drift, type ReportDrift } from '../protocol/normalise/drift.ts'
import { findUnknown } from '../protocol/normalise/find-unknown.ts'
import { normalisePacket } from '../protocol/normalise/normalise-packet.ts'
import { placeFields } from '../protocol/normalise/place-fields.ts'
import { decodeText } from '../protocol/packet/decode-text.ts'
import { type Packet, type ParsedPacket, parsePacket } from '../protocol/packet/parse-packet.ts'
import type { Violation } from '../protocol/validate-function.ts'
import { driftReport } from './drift-report.ts'

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
  packet['CallbackCommand'] = command.name
  if (command.placements.length > 0) placeFields(command.placements, packet, report)
  // Most packets fit at once; only the others are walked.
  if (!command.validate(packet)) {
    normalisePacket(command.shape, packet, report)
    if (!command.validate(packet))
      throw new Refusal('invalid-packet', describe(command, command.validate.errors as readonly Violation[]))
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

function describe({ name }: Command, [violation]: readonly Violation[]): string {
  const { instancePath, params } = violation as Violation
  const { missingProperty, type } = params
  const path = instancePath.slice(1).replaceAll('/', '.')
  if (typeof missingProperty === 'string') return `${name}: ${path ? `${path}.` : ''}${missingProperty} is missing.`
  return `${name}: ${path} is not ${typeof type === 'string' ? `of type ${type}` : 'as documented'}.`
}
