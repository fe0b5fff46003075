import type { Command, Shape } from './command.ts'
import { isObject } from './shape-check.ts'
import type { Violation } from './validate-function.ts'

/**
 * Why a packet does not fit its command; the first reason in the order of the documents, or undefined when it fits.
 *
 * @example
 * const command = commands.find(({ name }) => name === 'Room.CallbackAfterDestroyRoom')
 * if (!command.validate(packet)) console.log(violationOf(command, packet))
 */
export function violationOf(command: Pick<Command, 'shape' | 'validate'>, packet: unknown): Violation | undefined {
  if (command.validate(packet)) return undefined
  // That of a command made by `defineCommand` was found by Ajv.
  return command.validate.errors?.[0] ?? violationIn(command.shape, packet, '')
}

function violationIn(shape: Shape, value: unknown, instancePath: string): Violation | undefined {
  const mistyped = (fits: boolean, type: string): Violation | undefined =>
    fits ? undefined : { instancePath, keyword: 'type', params: { type } }
  switch (shape.kind) {
    case 'object':
      return mistyped(isObject(value), 'object') ?? violationOfFields(shape, value as object, instancePath)
    case 'list':
      return (
        mistyped(Array.isArray(value), 'array') ?? violationOfElements(shape.item, value as unknown[], instancePath)
      )
    case 'flag':
      return mistyped(typeof value === 'boolean', 'boolean')
    case 'stamp':
      return mistyped(Number.isInteger(value), 'integer')
    case 'integer':
      return shape.only
        ? (mistyped(Number.isFinite(value), 'number') ?? otherThan(shape.only, value, instancePath))
        : mistyped(Number.isInteger(value), 'integer')
    case 'open':
      if (shape.either) {
        const violations = shape.either.map((one) => violationIn(one, value, instancePath))
        return violations.includes(undefined) ? undefined : violations[0]
      }
      if (shape.type === 'object') return mistyped(isObject(value), 'object')
      return mistyped(shape.type === undefined || Number.isFinite(value), 'number')
    case 'occupant':
      return (
        mistyped(typeof value === 'string', 'string') ??
        (value === '' ? { instancePath, keyword: 'pattern', params: {} } : undefined)
      )
    default:
      return mistyped(typeof value === 'string', 'string') ?? otherThan(onlyOf(shape), value, instancePath)
  }
}

const onlyOf = (shape: Shape) => (shape.kind === 'text' ? shape.only : undefined)

function otherThan(only: readonly unknown[] | undefined, value: unknown, instancePath: string): Violation | undefined {
  if (only === undefined || only.includes(value)) return undefined
  return { instancePath, keyword: only.length === 1 ? 'const' : 'enum', params: {} }
}

function violationOfFields(
  { required, fields }: Extract<Shape, { kind: 'object' }>,
  value: object,
  instancePath: string,
): Violation | undefined {
  const members = value as { readonly [field: string]: unknown }
  const missingProperty = required.find((field) => members[field] === undefined)
  if (missingProperty !== undefined) return { instancePath, keyword: 'required', params: { missingProperty } }
  for (const [field, inner] of Object.entries(fields)) {
    if (members[field] === undefined) continue
    const violation = violationIn(inner, members[field], `${instancePath}/${field}`)
    if (violation) return violation
  }
  return undefined
}

function violationOfElements(item: Shape, elements: readonly unknown[], instancePath: string): Violation | undefined {
  for (const [index, element] of elements.entries()) {
    const violation = violationIn(item, element, `${instancePath}/${index}`)
    if (violation) return violation
  }
  return undefined
}
