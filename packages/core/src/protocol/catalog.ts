import type { AnswerForEach, AnswerRules, BroughtRules, Check, Command, Family, OrderKey, Shape } from './command.ts'
import { type SmallSchema, schemaCheck } from './schema-check.ts'
import { shapeCheck } from './shape-check.ts'
import { quoted, readShape, type ShapeText } from './shape-text.ts'

/** The commands of a receiver: the catalog, and what its user defined. */
export class Catalog {
  // A Map, not an object: a word such as `constructor` must find nothing.
  readonly #byWord = new Map<string, Command>()

  readonly #families: readonly Family[]
  readonly #familyOf: FamilyNames

  /** @param familyOf Which family each kind of command belongs to, where not all families are given. */
  constructor(families: readonly Family[], familyOf: FamilyNames = {}) {
    this.#families = families
    this.#familyOf = familyOf
    for (const { commands } of families) for (const command of commands) this.add(command)
  }

  /** Makes a command known under its name and its aliases. */
  add(command: Command): void {
    for (const word of [command.name, ...command.aliases]) this.#byWord.set(word, command)
  }

  /** The canonical words of all commands. */
  names(): string[] {
    return [...this.#byWord.values()].map(({ name }) => name)
  }

  /** The command for a canonical word or an alias. */
  find(word: string): Command | undefined {
    return this.#byWord.get(word)
  }

  /** The family of a command of Tencent's that the receiver was made without; undefined for every other word. */
  familyNotGiven(word: string): string | undefined {
    const kind = word.slice(0, word.indexOf('.'))
    const family = Object.hasOwn(this.#familyOf, kind) ? this.#familyOf[kind] : undefined
    return this.#families.some(({ name }) => name === family) ? undefined : family
  }

  /** What receives the callbacks that come in a way of their own. */
  protocols(): object[] {
    return this.#families.flatMap(({ protocol }) => protocol ?? [])
  }

  /** The names of the families, as they are imported. */
  given(): string {
    return this.#families.map(({ name }) => imported(name)).join(', ')
  }
}

/** The family of each kind of command: `Room` of `Room.CallbackAfterCreateRoom`. */
export type FamilyNames = { readonly [kind: string]: string }

/** How the family of a folder is imported: `rtcEngine` for `rtc-engine`. */
export const imported = (family: string): string =>
  family.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())

/** A command as the generator writes it: what most have is left out. */
export type CommandEntry = Pick<Command, 'name'> &
  Partial<
    Pick<Command, 'protocol' | 'phase' | 'aliases' | 'placements' | 'eventTime' | 'deduplicate' | 'identifiedBy'>
  > & {
    /** Its kind and its paths, with a space between. */
    readonly orderKey?: string
    readonly answer?: AnswerRules<SmallSchema>
  }

/** A family as the generator writes it, its objects as JSON. */
interface FamilyText {
  /** Its commands: first what most of them have, then a `CommandEntry` each, with null for what it has not. */
  readonly commands: string
  /**
   * The shapes of their bodies, in the same order and without quotation marks: a `ShapeText` each, without the field
   * `CallbackCommand`, or the number of the command that has the same.
   */
  readonly shapes: () => string
  /** What receives its callbacks, where they come in a way of their own. */
  readonly protocol?: object
  /** What answers for each user, where a command of it asks about several. */
  readonly answerForEach?: AnswerForEach
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
  { commands, shapes, protocol, answerForEach }: FamilyText,
): Family<Name> {
  let texts: readonly ShapeText[] | undefined
  const shapeOf: ShapeOf = (index, { name, protocol }) => {
    texts ??= JSON.parse(quoted(shapes())) as readonly ShapeText[]
    const text = texts[index] as ShapeText
    const own = (typeof text === 'number' ? texts[text] : text) as object
    // The body of a usual callback names its command.
    return readShape(protocol === 'command' ? { 'CallbackCommand!': `=${name}`, ...own } : { ...own })
  }
  const [usual, ...entries] = JSON.parse(commands) as readonly CommandEntry[]
  return {
    name,
    protocol,
    commands: entries.map((entry, index) => {
      const { answer, ...rest } = { ...usual, ...entry }
      return new CatalogCommand(name, index, rest, answer && readAnswer(answer, answerForEach), shapeOf)
    }),
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

  constructor(
    family: string,
    index: number,
    entry: Omit<CommandEntry, 'answer'>,
    answer: AnswerRules | undefined,
    shapeOf: ShapeOf,
  ) {
    this.name = entry.name
    this.family = family
    this.protocol = entry.protocol ?? 'command'
    this.phase = entry.phase ?? 'after'
    this.aliases = entry.aliases ?? none
    this.placements = entry.placements ?? none
    this.eventTime = entry.eventTime ?? usualTime
    if (entry.orderKey) this.orderKey = orderKeys[entry.orderKey] ??= readOrderKey(entry.orderKey)
    this.deduplicate = entry.deduplicate ?? true
    if (entry.identifiedBy) this.identifiedBy = entry.identifiedBy
    if (answer) this.answer = answer
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

// Most commands share one: an object for each would be kept in memory by every import.
const orderKeys: { [written: string]: OrderKey } = {}

function readOrderKey(written: string): OrderKey {
  const [kind, ...paths] = written.split(' ')
  return { kind: kind as OrderKey['kind'], paths }
}

const none: readonly never[] = []
const wordsOf = (text: string): readonly string[] => (text === '' ? none : text.split(' '))
const usualTime: Command['eventTime'] = [{ path: 'EventTime', unit: 'ms' }]

function readAnswer(
  { fields, ...rest }: AnswerRules<SmallSchema>,
  answerForEach: AnswerForEach | undefined,
): BroughtRules {
  const rules = rest.eachOf ? { ...rest, answerForEach } : rest
  if (!fields) return rules
  const checks = Object.entries(fields).map(([kind, schema]) => [kind, schemaCheck(schema)])
  return { ...rules, fields: Object.fromEntries(checks) }
}
