import { isObject } from './shape-check.ts'
import type { Validate, Violation } from './validate-function.ts'

/** What of JSON Schema the options and the fields of answers are written in; `function` is a word of our own. */
export interface SmallSchema {
  readonly type?: string
  readonly anyOf?: readonly SmallSchema[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly function?: true
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: SmallSchema
  readonly minItems?: number
  readonly properties?: { readonly [member: string]: SmallSchema }
  readonly required?: readonly string[]
  readonly minProperties?: number
  /** Of the members that `properties` does not name. */
  readonly additionalProperties?: false | SmallSchema
}

/**
 * Validates by walking the schema, for values that are checked once at the start, or few times: 1.5 kB of code for all of them,
 * where Ajv's code for the options alone is 22 kB. Nothing is compiled, so that edge runtimes allow it.
 */
export function schemaCheck(schema: SmallSchema): Validate {
  const validate: Validate = (value) => {
    const violation = violationIn(schema, value, '')
    validate.errors = violation ? [violation] : null
    return violation === undefined
  }
  return validate
}

function violationIn(schema: SmallSchema, value: unknown, instancePath: string): Violation | undefined {
  const violates = (keyword: string, params = {}): Violation => ({ instancePath, keyword, params })
  const { type, anyOf } = schema
  if (type !== undefined && !isOfType(type, value)) return violates('type', { type })
  if (schema.function && typeof value !== 'function') return violates('function')
  if ('const' in schema && value !== schema.const) return violates('const')
  if (schema.enum && !schema.enum.includes(value)) return violates('enum')
  if (anyOf) return violationOfAll(anyOf.map((one) => violationIn(one, value, instancePath)))
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? value)) return violates('minimum', { limit: schema.minimum })
    if (value > (schema.maximum ?? value)) return violates('maximum', { limit: schema.maximum })
  }
  if (typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    return violates('pattern')
  }
  if (Array.isArray(value)) return violationOfList(schema, value, instancePath)
  return isObject(value) ? violationOfObject(schema, value, instancePath) : undefined
}

/** Whether a value is of a type of JSON Schema. */
export function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return isObject(value)
  return type === 'array' ? Array.isArray(value) : typeof value === type
}

/** Undefined where one of several schemas fits; an unknown member tells most of what is wrong. */
function violationOfAll(violations: readonly (Violation | undefined)[]): Violation | undefined {
  if (violations.includes(undefined)) return undefined
  return violations.find((violation) => violation?.keyword === 'additionalProperties') ?? violations[0]
}

function violationOfList(
  { items, minItems = 0 }: SmallSchema,
  list: readonly unknown[],
  instancePath: string,
): Violation | undefined {
  if (list.length < minItems) return { instancePath, keyword: 'minItems', params: {} }
  // By its index: of a list with holes each must be looked at.
  for (let index = 0; items && index < list.length; index++) {
    const violation = violationIn(items, list[index], `${instancePath}/${index}`)
    if (violation) return violation
  }
  return undefined
}

function violationOfObject(
  { required = [], minProperties = 0, properties = {}, additionalProperties }: SmallSchema,
  value: object,
  instancePath: string,
): Violation | undefined {
  const members = value as { readonly [member: string]: unknown }
  const missingProperty = required.find((member) => members[member] === undefined)
  if (missingProperty !== undefined) return { instancePath, keyword: 'required', params: { missingProperty } }
  if (Object.keys(members).length < minProperties) return { instancePath, keyword: 'minProperties', params: {} }
  const others = Object.keys(members).filter((member) => !Object.hasOwn(properties, member))
  if (additionalProperties === false && others.length > 0) {
    return { instancePath, keyword: 'additionalProperties', params: { additionalProperty: others[0] } }
  }
  const inner = [
    ...Object.entries(properties),
    ...others.map((member) => [member, additionalProperties || {}] as const),
  ]
  for (const [member, schema] of inner) {
    if (members[member] === undefined && Object.hasOwn(properties, member)) continue
    const violation = violationIn(schema, members[member], `${instancePath}/${member}`)
    if (violation) return violation
  }
  return undefined
}
