import type { AnswerRules, Check, Command, Family, Shape } from './command.ts'
import { type SmallSchema, schemaCheck } from './schema-check.ts'
import { shapeCheck } from './shape-check.ts'
import { readShape, type ShapeText } from './shape-text.ts'

/** A command as the generator writes it: what most have is left out. */
export type CommandEntry = Pick<Command, 'name'> &
  Partial<
    Pick<
      Command,
      'protocol' | 'phase' | 'aliases' | 'placements' | 'eventTime' | 'orderKey' | 'deduplicate' | 'identifiedBy'
    >
  > & {
    readonly answer?: AnswerRules<SmallSchema>
  }

/** A family as the generator writes it, its objects as JSON. */
interface FamilyText {
  /** Its commands: first what most of them have, then a `CommandEntry` each, with null for what it has not. */
  readonly commands: string
  /**
   * The shapes of their bodies, in the same order: a `ShapeText` each, without the field `CallbackCommand`, or the number of the
   * command that has the same.
   */
  readonly shapes: () => string
  /** What receives its callbacks, where they come in a way of their own. */
  readonly protocol?: object
}

/** What people read of a command: its summary; its documents and its products, with a space between. */
export type Description = readonly [summary: string, documents: string, products: string]

/** The descriptions of all commands, by family and in the order of the family. */
type Descriptions = { readonly [family: string]: readonly Description[] }

// A bundle of some families has no descriptions: no receiver reads them.
let descriptions = (): Descriptions => ({})

/** Sets where commands have their descriptions from: a text, which is parsed when the first one is read. */
export function describeCommands(text: () => string): void {
  let parsed: Descriptions | undefined
  descriptions = () => {
    parsed ??= JSON.parse(text()) as Descriptions
    return parsed
  }
}

/**
 * Makes a family of what the generator wrote. The shape and the check of a command are made when its first packet arrives: an
 * import of all families pays for none of them.
 */
export function makeFamily<Name extends string>(
  name: string,
  { commands, shapes, protocol }: FamilyText,
): Family<Name> {
  let texts: readonly ShapeText[] | undefined
  const shapeOf: ShapeOf = (index, { name, protocol }) => {
    texts ??= JSON.parse(shapes()) as readonly ShapeText[]
    const text = texts[index] as ShapeText
    const own = (typeof text === 'number' ? texts[text] : text) as object
    // The body of a usual callback names its command.
    return readShape(protocol === 'command' ? { 'CallbackCommand!': `=${name}`, ...own } : { ...own })
  }
  const [usual, ...entries] = JSON.parse(commands) as readonly CommandEntry[]
  return {
    name,
    protocol,
    commands: entries.map((entry, index) => new CatalogCommand(name, index, { ...usual, ...entry }, shapeOf)),
  }
}

/** The shape of the body of a command, which has this place in its family. */
type ShapeOf = (index: number, command: Pick<Command, 'name' | 'protocol'>) => Shape

/** A command of the catalog. */
class CatalogCommand implements Command {
  readonly name: string
  readonly family: string
  readonly protocol: Command['protocol']
  readonly phase: Command['phase']
  readonly aliases: readonly string[]
  readonly placements: Command['placements']
  readonly eventTime: Command['eventTime']
  declare readonly orderKey?: NonNullable<Command['orderKey']>
  readonly deduplicate: boolean
  declare readonly identifiedBy?: 'request-id'
  declare readonly answer?: AnswerRules
  readonly #index: number
  readonly #shapeOf: ShapeOf
  #shape: Shape | undefined
  #check: Check | undefined

  constructor(family: string, index: number, entry: CommandEntry, shapeOf: ShapeOf) {
    this.name = entry.name
    this.family = family
    this.protocol = entry.protocol ?? 'command'
    this.phase = entry.phase ?? 'after'
    this.aliases = entry.aliases ?? none
    this.placements = entry.placements ?? none
    this.eventTime = entry.eventTime ?? usualTime
    if (entry.orderKey) this.orderKey = entry.orderKey
    this.deduplicate = entry.deduplicate ?? true
    if (entry.identifiedBy) this.identifiedBy = entry.identifiedBy
    if (entry.answer) this.answer = readAnswer(entry.answer)
    this.#index = index
    this.#shapeOf = shapeOf
  }

  // A property, because it is taken out of its command, too: `const { validate } = command`.
  readonly validate: Command['validate'] = (packet) => {
    this.#check ??= shapeCheck(this.shape)
    return this.#check(packet)
  }

  get summary(): string {
    return this.#described(0)
  }

  get documents(): readonly string[] {
    return wordsOf(this.#described(1))
  }

  get products(): Command['products'] {
    return wordsOf(this.#described(2)) as Command['products']
  }

  #described(part: 0 | 1 | 2): string {
    return descriptions()[this.family]?.[this.#index]?.[part] ?? ''
  }

  get shape(): Shape {
    this.#shape ??= this.#shapeOf(this.#index, this)
    return this.#shape
  }
}

const none: readonly never[] = []
const wordsOf = (text: string): readonly string[] => (text === '' ? none : text.split(' '))
const usualTime: Command['eventTime'] = [{ path: 'EventTime', unit: 'ms' }]

function readAnswer({ fields, ...rules }: AnswerRules<SmallSchema>): AnswerRules {
  if (!fields) return rules
  const checks = Object.entries(fields).map(([kind, schema]) => [kind, schemaCheck(schema)])
  return { ...rules, fields: Object.fromEntries(checks) }
}
