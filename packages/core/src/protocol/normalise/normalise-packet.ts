import type { Shape } from '../command.ts'
import { fieldOf, type Packet } from '../packet/parse-packet.ts'
import { isObject } from '../shape-check.ts'
import { memberPath, type ReportDrift } from './drift.ts'
import { isDigits, normaliseValue } from './normalise-value.ts'

/**
 * Brings a packet to the shape that handlers see, in place. Fields are converted by their kind,
 * never by a guess; what does not fit stays as it is, and the validator refuses it.
 */
export function normalisePacket(shape: Shape, value: unknown, report: ReportDrift, path = ''): void {
  if (shape.kind === 'object' && isObject(value)) {
    for (const [field, inner] of Object.entries(shape.fields)) {
      const optional = !shape.required.includes(field)
      normaliseMember(value as Packet, field, inner, optional, report, memberPath(path, field))
    }
  } else if (shape.kind === 'list' && Array.isArray(value)) {
    const elements = value as unknown as Packet
    const elementPath = `${path}[]`
    for (const index of value.keys()) {
      normaliseMember(elements, index as unknown as string, shape.item, false, report, elementPath)
    }
  }
}

function normaliseMember(
  holder: Packet,
  field: string,
  shape: Shape,
  optional: boolean,
  report: ReportDrift,
  path: string,
): void {
  const value = fieldOf(holder, field)
  if (value === undefined) return
  if (optional && value === null) {
    delete holder[field]
    report({ kind: 'null-field', path })
  } else if (optional && shape.kind === 'occupant' && value === '') {
    delete holder[field]
    report({ kind: 'empty-field', path })
  } else if (optional && shape.kind === 'stamp' && typeof value === 'string' && !isDigits(value)) {
    delete holder[field]
    report({ kind: 'unreadable-field', path })
  } else if (shape.kind === 'list' && shape.takesOne && value !== null && !Array.isArray(value)) {
    const list = [value]
    holder[field] = list
    report({ kind: 'converted-field', path, detail: 'value to list' })
    normalisePacket(shape, list, report, path)
  } else if (typeof value === 'object') {
    normalisePacket(shape, value, report, path)
  } else {
    const normalised = normaliseValue(shape, value)
    if (normalised === value) return
    holder[field] = normalised
    report({ kind: 'converted-field', path, detail: conversions[typeof normalised] as string })
  }
}

// Made once: a hostile list can ask for 100,000 of them.
const conversions: { readonly [type: string]: string } = {
  string: 'number to string',
  boolean: 'string to boolean',
  number: 'string to number',
}
