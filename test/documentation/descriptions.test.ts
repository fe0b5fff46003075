import { createRequire } from 'node:module'
import { commands } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, packet, samples } from '@room-callbacks/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'

const require = createRequire(import.meta.url)
const read = (name: string): Description => require(`@room-callbacks/core/${name}.json`) as Description

/** A description, as far as the tests look into it. */
interface Description {
  readonly [member: string]: unknown
  readonly webhooks: { readonly [command: string]: { readonly post: Operation } }
  readonly components: { readonly schemas: { readonly [name: string]: object } }
  readonly channels: { readonly [name: string]: { readonly messages: { readonly [name: string]: Message } } }
  readonly operations: { readonly [name: string]: { readonly reply: { readonly messages: readonly Reference[] } } }
}

interface Reference {
  readonly $ref: string
}

interface Message {
  readonly name: string
  readonly payload: object
}

interface Operation {
  readonly operationId: string
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Reference } } }
  readonly responses: { readonly 200: Operation['requestBody'] }
}

const openapi = read('openapi')
const asyncapi = read('asyncapi')
const nameOf = ({ $ref }: Reference): string => $ref.split('/').at(-1) as string

t.test('openapi.json is valid by the schema of OpenAPI 3.1, and its references lead somewhere', async (t) => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(openapi) as unknown as Record<string, unknown>)
  t.ok(valid, JSON.stringify(errors))
  t.equal(validator.version, '3.1')
  t.doesNotThrow(() => validator.resolveRefs())
})

t.test('asyncapi.json is valid by the schema of AsyncAPI 3.0, and its references lead somewhere', async (t) => {
  const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile(schema)
  t.ok(validate(asyncapi), JSON.stringify(validate.errors))
  for (const [operation, { reply }] of Object.entries(asyncapi.operations)) {
    const [message] = reply.messages as readonly [Reference]
    const isThere = nameOf(message) in (asyncapi.channels['answers']?.messages ?? {})
    if (!isThere) t.fail(`${operation}: ${nameOf(message)}`)
  }
})

t.test('both describe every command of the catalog', async (t) => {
  const names = commands.map(({ name }) => name).sort()
  t.same(Object.keys(openapi.webhooks).sort(), names)
  const messages = Object.values(asyncapi.channels['callbacks']?.messages ?? {})
  t.same(messages.map(({ name }) => name).sort(), names)
})

t.test('what a handler gets, and what is answered, is as described', async (t) => {
  const ajv = new Ajv2020({ strict: false })
  const fits = (body: Operation['requestBody'], value: unknown): boolean => {
    const name = nameOf(body.content['application/json'].schema)
    // Each is compiled once: it is known by its object.
    const ok = ajv.validate(openapi.components.schemas[name] as object, value)
    if (!ok) t.fail(`${name}: ${ajv.errorsText()}`)
    return ok
  }
  for (const fallback of ['allow', 'deny'] as const) {
    const events: unknown[] = []
    const callbacks = roomCallbacks(1400000000, { fallback, key: false, deduplication: false }).on('*', (event) =>
      events.push(event),
    )
    for (const { command, product, variant } of samples) {
      const sent = packet(command, {}, product, variant)
      const { answer } = await inject(callbacks, sent, { command })
      const { post } = openapi.webhooks[command] as { readonly post: Operation }
      t.ok(fits(post.responses[200], answer), `${command} ${variant ?? ''}, ${fallback}`)
      fits(post.requestBody, events.at(-1))
    }
    t.equal(events.length, samples.length)
    await callbacks.close()
  }
})
