import type { Shape } from '../command.ts'
import { memberPath, type ReportDrift } from './drift.ts'

/** Reports every field and word of a packet that its schema does not know. */
export function findUnknown(shape: Shape, value: unknown, report: ReportDrift, path = ''): void {
  if (shape.kind === 'word') {
    if (typeof value === 'string' && !shape.words.includes(value)) {
      report({ kind: 'unknown-word', path, detail: value.slice(0, 64) })
    }
  } else if (shape.kind === 'list') {
    const elementPath = `${path}[]`
    for (const item of value as unknown[]) findUnknown(shape.item, item, report, elementPath)
  } else if (shape.kind === 'object') {
    for (const [field, member] of Object.entries(value as object)) {
      const inner = Object.hasOwn(shape.fields, field) ? shape.fields[field] : undefined
      if (inner) findUnknown(inner, member, report, memberPath(path, field))
      else report({ kind: 'unknown-field', path: memberPath(path, field.slice(0, 64)) })
    }
  }
}
