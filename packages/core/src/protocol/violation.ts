import type { Command, Shape } from './command.ts'
import { isOfType } from './schema-check.ts'
import { shapeCheck } from './shape-check.ts'
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

/** Of a value that does not fit: the check of each part says where to look. */
function violationIn(shape: Shape, value: unknown, instancePath: string): Violation | undefined {
  if (shape.kind === 'open' && shape.either) return violationIn(shape.either[0] as Shape, value, instancePath)
  const violates = (keyword: string, params = {}): Violation => ({ instancePath, keyword, params })
  const type = typeOf(shape)
  if (!isOfType(type, value)) return violates('type', { type })
  if (shape.kind === 'list') return violationOfElements(shape.item, value as unknown[], instancePath)
  if (shape.kind === 'object') {
    const members = value as { readonly [field: string]: unknown }
    const missingProperty = shape.required.find((field) => members[field] === undefined)
    if (missingProperty !== undefined) return violates('required', { missingProperty })
    return violationOfFields(shape.fields, members, instancePath)
  }
  if (shape.kind === 'occupant') return violates('pattern')
  return violates((shape as { readonly only: readonly unknown[] }).only.length === 1 ? 'const' : 'enum')
}

function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'list':
      return 'array'
    case 'flag':
      return 'boolean'
    case 'stamp':
      return 'integer'
    case 'integer':
      return shape.only ? 'number' : 'integer'
    case 'open':
      return shape.type ?? 'object'
    default:
      return shape.kind === 'object' ? 'object' : 'string'
  }
}

function violationOfFields(
  fields: { readonly [field: string]: Shape },
  members: { readonly [field: string]: unknown },
  instancePath: string,
): Violation | undefined {
  for (const [field, shape] of Object.entries(fields)) {
    const member = members[field]
    if (member !== undefined && !shapeCheck(shape)(member))
      return violationIn(shape, member, `${instancePath}/${field}`)
  }
  return undefined
}

function violationOfElements(item: Shape, elements: readonly unknown[], instancePath: string): Violation | undefined {
  const fits = shapeCheck(item)
  const index = elements.findIndex((element) => !fits(element))
  return violationIn(item, elements[index], `${instancePath}/${index}`)
}
