import Type, { type Static, type TObject, type TSchema } from 'typebox'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { DefinedCommand } from '../handlers/defined-command.ts'
import { createAjv } from '../protocol/ajv.ts'
import type { Placement } from '../protocol/command.ts'
import type { DecisionSource } from '../protocol/command-source.ts'
import { shapeOf } from '../protocol/shape-of.ts'
import type { Validate } from '../protocol/validate-function.ts'
import type { Verdict } from '../protocol/verdict.ts'

/** The fields of a body, by name; `CallbackCommand` is added. */
export type Fields = { readonly [field: string]: TSchema }

/** How a command is defined: an After command, or a Before command with its decision. */
export type CommandDefinition<Body extends Fields, Kind extends Verdict['kind']> = DefinitionFields<Body> &
  (
    | { readonly phase: 'after'; readonly decision?: never }
    | { readonly phase: 'before'; readonly decision: DecisionSource & { readonly verdicts: readonly Kind[] } }
  )

export interface DefinitionFields<Body extends Fields> {
  /** The body as handlers see it. Build it from TypeBox types and the field kinds of this module. */
  readonly body: Body
  readonly summary?: string
  readonly documents?: readonly string[]
  readonly aliases?: readonly string[]
  readonly placements?: readonly Placement[]
  /** The path of the event time in milliseconds. Default: `['EventTime']`, if the body has it. */
  readonly eventTime?: readonly string[]
  /** False where two equal packets can be two events. Default: true. */
  readonly deduplicate?: boolean
}

/** The event of a definition. */
export type EventOf<Body extends Fields> = Static<TObject<{ -readonly [Field in keyof Body]: Body[Field] }>>

// In JSON a quotation mark inside a text is escaped, so that this is a key.
const prototypeKey = /"__proto__":/
const nameForm = /^[A-Za-z0-9]+\.[A-Za-z0-9]+$/

/**
 * Defines a command that the catalog does not know, so that nobody waits for a release. Needs the
 * packages `typebox` and `ajv`, and compiles the schema when it is called.
 *
 * @throws `invalid-definition`
 * @example
 * const memberExit = defineCommand('Group.CallbackAfterMemberExit', {
 *   phase: 'after',
 *   body: { GroupId: RoomIdentifier('Group id.'), EventTime: Milliseconds('When it happened.') },
 * })
 * callbacks.on(memberExit, ({ GroupId }) => rooms.forget(GroupId))
 */
export function defineCommand<
  const Name extends string,
  const Body extends Fields,
  const Kind extends Verdict['kind'] = never,
>(
  name: Name,
  definition: CommandDefinition<Body, Kind>,
): DefinedCommand<Name, EventOf<Body>, Extract<Verdict, { kind: Kind }>> {
  const { phase, decision, body } = definition
  if (!nameForm.test(name)) throw invalid(`"${name}" is not a command word.`)
  if ((phase === 'before') !== (decision !== undefined)) {
    throw invalid(`${name}: a Before command needs a decision, an After command has none.`)
  }
  if ((decision?.replacement !== undefined) !== (decision?.verdicts.includes('replace' as Kind) ?? false)) {
    throw invalid(`${name}: replace() needs a replacement, and a replacement needs it among the verdicts.`)
  }
  const schema = Type.Object({ CallbackCommand: Type.Literal(name), ...body })
  if (prototypeKey.test(JSON.stringify([schema, decision]))) {
    throw invalid(`${name}: no field can be called __proto__, because packets that hold such a key are refused.`)
  }
  return {
    name,
    summary: definition.summary ?? '',
    products: [],
    documents: definition.documents ?? [],
    aliases: definition.aliases ?? [],
    placements: definition.placements ?? [],
    eventTime: definition.eventTime ?? (Object.hasOwn(body, 'EventTime') ? ['EventTime'] : []),
    deduplicate: definition.deduplicate ?? true,
    ...(decision && { decision: compileDecision(decision) }),
    shape: shapeOf(schema),
    validate: compile(schema),
  }
}

function compileDecision({ replacement, ...rest }: DecisionSource) {
  return { ...rest, ...(replacement && { replacement: compile(replacement) }) }
}

function compile(schema: TSchema): Validate {
  try {
    // Without `ownProperties` a field called `constructor` or `toString` would be there in every packet.
    return createAjv({ messages: false, ownProperties: true }).compile(schema) as Validate
  } catch (cause) {
    throw new RoomCallbacksError('invalid-definition', 'The schema does not compile.', { cause })
  }
}

const invalid = (detail: string): RoomCallbacksError => new RoomCallbacksError('invalid-definition', detail)
