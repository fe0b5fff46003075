import Type, { type Static, type TObject, type TSchema } from 'typebox'
import type { AnswerSource } from '../commands/command-source.ts'
import { eventTimes, orderOfRoom } from '../commands/rtc-engine/engine-event.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { DefinedCommand } from '../handlers/defined-command.ts'
import { createAjv } from '../protocol/ajv.ts'
import type { BroughtRules, OrderKey, Placement, TimeField } from '../protocol/command.ts'
import { answerForEach } from '../protocol/decide-each.ts'
import { shapeOf } from '../protocol/shape-of.ts'
import type { Validate } from '../protocol/validate-function.ts'
import type { Verdict } from '../protocol/verdict.ts'

/** The fields of a body, by name; `CallbackCommand` is added, where the wire has it. */
export type Fields = { readonly [field: string]: TSchema }

/** How a command is defined: an After command, or a Before or answering command with the rules of its answer. */
export type CommandDefinition<Body extends Fields, Kind extends Verdict['kind']> = DefinitionFields<Body> &
  (
    | { readonly phase: 'after'; readonly answer?: never }
    | { readonly phase: 'before'; readonly answer: AnswerSource & { readonly verdicts: readonly Kind[] } }
    | { readonly phase: 'answering'; readonly answer: { readonly fields: { readonly answer: TSchema } } }
  )

export interface DefinitionFields<Body extends Fields> {
  /** The body as handlers see it. Build it from TypeBox types and the field kinds of this module. */
  readonly body: Body
  readonly summary?: string
  readonly documents?: readonly string[]
  readonly aliases?: readonly string[]
  readonly placements?: readonly Placement[]
  /**
   * Where the packet tells when it happened; the first that is there counts. Default: `EventTime` in ms, if the body has it; of an
   * event of RTC Engine `EventMsTs`, else `EventTs`.
   */
  readonly eventTime?: readonly TimeField[]
  /** What its callbacks must share to be ordered against each other in an inbox. Default of an event of RTC Engine: its room. */
  readonly orderKey?: OrderKey
  /** False where two equal packets can be two events. Default: true. */
  readonly deduplicate?: boolean
}

/** The event of a definition. */
export type EventOf<Body extends Fields> = Static<TObject<{ -readonly [Field in keyof Body]: Body[Field] }>>

// In JSON a quotation mark inside a text is escaped, so that this is a key.
const prototypeKey = /"__proto__":/
const nameForm = /^[A-Za-z0-9]+\.[A-Za-z0-9_]+$/
const typeForm = /^RtcEngine\.\d+$/

/**
 * Defines a command that the catalog does not know, so that it can be used before the next release. Needs the
 * packages `typebox` and `ajv`, and compiles the schema when it is called. An event of RTC Engine is called by its number,
 * `RtcEngine.1502`, or has that as an alias.
 *
 * @throws `invalid-definition`
 * @example
 * const pollClosed = defineCommand('Group.CallbackAfterPollClosed', {
 *   phase: 'after',
 *   body: { GroupId: RoomIdentifier('Group id.'), EventTime: Milliseconds('When it happened.') },
 * })
 * callbacks.on(pollClosed, ({ GroupId }) => rooms.forget(GroupId))
 */
export function defineCommand<
  const Name extends string,
  const Body extends Fields,
  const Kind extends Verdict['kind'] = never,
>(
  name: Name,
  definition: CommandDefinition<Body, Kind>,
): DefinedCommand<Name, EventOf<Body>, Extract<Verdict, { kind: Kind }>> {
  const { phase, body } = definition
  const answer: AnswerSource | undefined =
    phase === 'answering' ? { ...answeringRules, ...definition.answer } : definition.answer
  if (!nameForm.test(name)) throw invalid(`"${name}" is not a command word.`)
  if ((phase === 'after') !== (answer === undefined)) {
    throw invalid(`${name}: a Before or answering command needs the rules of its answer, an After command has none.`)
  }
  if ((answer?.fields?.replace !== undefined) !== (answer?.verdicts.includes('replace') ?? false)) {
    throw invalid(`${name}: replace() needs its fields, and fields of replace need it among the verdicts.`)
  }
  const isEvent = name.startsWith(eventPrefix)
  if (isEvent && (phase !== 'after' || ![name, ...(definition.aliases ?? [])].some((word) => typeForm.test(word)))) {
    throw invalid(
      `${name}: an event of RTC Engine is an After command, and its name or an alias has its number: RtcEngine.1502.`,
    )
  }
  const schema = Type.Object(isEvent ? { ...body } : { CallbackCommand: Type.Literal(name), ...body })
  if (prototypeKey.test(JSON.stringify([schema, answer]))) {
    throw invalid(`${name}: no field can be called __proto__, because packets that hold such a key are refused.`)
  }
  return {
    name,
    family: 'own',
    protocol: isEvent ? 'rtc-engine' : 'command',
    phase,
    summary: definition.summary ?? '',
    products: [],
    documents: definition.documents ?? [],
    aliases: definition.aliases ?? [],
    placements: definition.placements ?? [],
    eventTime: definition.eventTime ?? defaultTime(isEvent, body),
    ...orderOf(isEvent ? (definition.orderKey ?? orderOfRoom) : definition.orderKey),
    deduplicate: definition.deduplicate ?? true,
    ...(answer && { answer: compileAnswer(answer) }),
    shape: shapeOf(schema),
    validate: compile(schema),
  }
}

const eventPrefix = 'RtcEngine.'

function defaultTime(isEvent: boolean, body: Fields): readonly TimeField[] {
  if (isEvent) return eventTimes
  return Object.hasOwn(body, 'EventTime') ? [{ path: 'EventTime', unit: 'ms' }] : []
}

const orderOf = (orderKey: OrderKey | undefined): { orderKey?: OrderKey } => (orderKey ? { orderKey } : {})

const answeringRules: AnswerSource = { verdicts: [], platformDefault: 'deny' }

function compileAnswer({ fields = {}, ...rules }: AnswerSource): BroughtRules {
  const compiled = Object.entries(fields).map(([kind, schema]) => [kind, compile(schema)])
  return {
    ...rules,
    ...(rules.eachOf !== undefined && { answerForEach }),
    ...(compiled.length > 0 && { fields: Object.fromEntries(compiled) }),
  }
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
