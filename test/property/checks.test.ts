import assert from 'node:assert/strict'
import { violationOf } from '@room-callbacks/core'
import fc from 'fast-check'
import t from 'tap'
import { commandSchema } from '../../packages/core/scripts/command-schema.ts'
import { answerFields, commandSources } from '../../packages/core/scripts/command-sources.ts'
import { smallSchema } from '../../packages/core/scripts/small-schema.ts'
import { inboxOptionsSource } from '../../packages/core/src/inbox/inbox-options-source.ts'
import { optionsSource } from '../../packages/core/src/options/options-source.ts'
import { createAjv } from '../../packages/core/src/protocol/ajv.ts'
import { schemaCheck } from '../../packages/core/src/protocol/schema-check.ts'
import type { Validate } from '../../packages/core/src/protocol/validate-function.ts'
import { check } from './check.ts'
import { arbitrarySample } from './documented-packets.ts'
import { type Json, placesOf, withValueAt } from './places.ts'

// The checks are our own, because Ajv's code for the same schemas is seven times as long. They are held to Ajv.
const ajv = createAjv({ messages: false })
ajv.addKeyword({ keyword: 'function', validate: (_schema: unknown, value: unknown) => typeof value === 'function' })
const compile = (schema: object): Validate => ajv.compile({ ...schema }) as Validate

const schemas = new Map<string, Validate>()
const ajvOf = (name: string): Validate => {
  const known = schemas.get(name)
  const source = commandSources.find((command) => command.name === name)
  const validate = known ?? compile(commandSchema(source as NonNullable<typeof source>))
  schemas.set(name, validate)
  return validate
}

const instead: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, '', 'a', 0, -1.5, 7, 1e300, true, [], [1], ['a'], {}, { a: 1 }),
  fc.jsonValue() as fc.Arbitrary<Json>,
)

t.test('a packet fits its command where it fits Ajv, and what does not fit is what Ajv says first', async (t) => {
  const changes = fc.array(fc.tuple(fc.nat(), instead), { maxLength: 3 })
  await check(
    t,
    fc.asyncProperty(arbitrarySample, changes, async ({ command, packet }, changes) => {
      const changed = changes.reduce<Json>((value, [pick, other]) => {
        const places = placesOf(value)
        return withValueAt(value, places[pick % places.length] ?? [], other)
      }, packet)
      const validate = ajvOf(command.name)
      const fits = validate(changed)
      assert.equal(command.validate(changed), fits)
      const violation = violationOf(command, changed)
      if (fits) return assert.equal(violation, undefined)
      const [first] = validate.errors ?? []
      const { missingProperty, type } = first?.params ?? {}
      assert.deepEqual(
        { path: violation?.instancePath, keyword: violation?.keyword, params: violation?.params },
        {
          path: first?.instancePath,
          keyword: first?.keyword,
          params: { ...(missingProperty !== undefined && { missingProperty }), ...(type !== undefined && { type }) },
        },
      )
    }),
    2000,
  )
})

const answers = commandSources.flatMap(({ answer }) => answerFields(answer).map(([, schema]) => schema))
const walked = [optionsSource, inboxOptionsSource, ...answers].map((schema) => {
  const names = Object.keys((schema as { readonly properties?: object }).properties ?? {})
  return { names, byAjv: compile(schema), byUs: schemaCheck(smallSchema(schema)) }
})

t.test('options and the fields of answers fit where they fit Ajv', async (t) => {
  const words = fc.constantFrom('allow', 'deny', 'key', 'none', 'strict', 'handled', 'a'.repeat(128), 'a'.repeat(129))
  const numbers = fc.constantFrom(0, 1, 0.5, 1000, 38_000, 39_001, 60_000, 60_001)
  const more = fc.constantFrom(
    { window: 1 },
    { window: 0 },
    { unknown: 1 },
    { 1400000000: 'a' },
    { put: () => {}, deliver: () => {} },
    [{ To_Account: 'a', ResultCode: 0 }],
    [{ To_Account: 'a', ResultCode: 5, ResultInfo: '' }],
    [{ MsgType: 'TIMTextElem', MsgContent: {} }],
    new Array(1),
    () => {},
  )
  const value = fc.oneof(words, numbers, more, fc.boolean(), fc.jsonValue(), fc.constant(undefined))
  const given = fc.constantFrom(...walked).chain((schema) => {
    const members = fc.array(fc.tuple(fc.constantFrom(...schema.names, 'another'), value), { maxLength: 3 })
    return fc.tuple(fc.constant(schema), fc.oneof(members.map(Object.fromEntries), value))
  })
  await check(
    t,
    fc.asyncProperty(given, async ([{ byAjv, byUs }, value]) => {
      assert.equal(byUs(value), byAjv(value))
      assert.equal(byUs.errors === null, byAjv.errors === null)
    }),
    8000,
  )
})
