import { type Redact, redactor } from '@room-callbacks/core'

/** Fields that name a user: `From_Account`, `MemberList_Account`, `UserId`, the mail addresses of agents. */
const accountField = /(?:_Account|UserI[dD]|userID|AgentId)$|^MemberId$/

/** Fields of what users wrote, or that lead to them. */
const textFields = [
  'AddWording',
  'Audio',
  'AudioText',
  'BackgroundURL',
  'CloudCustomData',
  'CoverURL',
  'CtxcbKeywords',
  'CustomInfo',
  'Data',
  'Desc',
  'EventMessage',
  'Ext',
  'ExtensionInfo',
  'FaceUrl',
  'FileURL',
  'FileName',
  'GroupName',
  'Image',
  'ImageOcr',
  'Introduction',
  'Keywords',
  'Name',
  'NameCard',
  'Nick',
  'Notification',
  'Reason',
  'Remark',
  'RoomName',
  'Text',
  'TextContent',
  'URL',
  'Url',
  'Value',
  'VideoUrl',
  'callbackData',
  'pictureURL',
  'value',
]

/** A text of JSON, and the colon behind it where it is the name of a field. */
const token = /("(?:[^"\\]|\\.)*")(\s*:)?/g

// A shorter one is found in words of any text. Unit: characters.
const shortest = 4

/** Replaces personal data in the texts of packets; numbers, digits of long ids above all, stay as they were written. */
export class PersonalData {
  readonly #texts: ReadonlySet<string>
  readonly #accounts = new Map<string, string>()
  readonly #replaced = new Map<string, string>()
  /** Finds any account in a text, in every spelling. */
  #findAny: Redact | undefined

  constructor(fields: readonly string[]) {
    this.#texts = new Set([...textFields, ...fields])
  }

  /** Notes the accounts of a packet, before any is replaced. @returns false for what is no JSON */
  note(json: string): boolean {
    try {
      JSON.parse(json)
    } catch {
      return false
    }
    mapTexts(json, (field, value) => {
      if (accountField.test(field) && value !== '' && !this.#accounts.has(value)) {
        this.#accounts.set(value, `user-${this.#accounts.size + 1}`)
      }
      return value
    })
    return true
  }

  /** The packet with made-up data, as JSON like it was written. */
  replaceIn(json: string): string {
    this.#findAny ??= redactor(this.#longAccounts())
    return mapTexts(json, (field, value) => {
      if (value === '') return value
      if (accountField.test(field)) return this.#accounts.get(value) as string
      return this.#texts.has(field) ? this.#madeUp(value) : this.#withoutAccounts(value)
    })
  }

  #madeUp(value: string): string {
    // Handlers may parse it: it stays JSON.
    const first = value.trimStart().charAt(0)
    if (first === '{' || first === '[') return first === '{' ? '{}' : '[]'
    const number = this.#replaced.size + 1
    const made =
      this.#replaced.get(value) ?? (/^https?:/i.test(value) ? `https://example.com/${number}` : `text ${number}`)
    this.#replaced.set(value, made)
    return made
  }

  /** An id may be made of accounts, and a text may name one. */
  #withoutAccounts(value: string): string {
    if (this.#findAny?.(value) === value) return value
    return this.#longAccounts().reduce(
      (text, account) => redactor([account], { label: this.#accounts.get(account) as string })(text),
      value,
    )
  }

  /** The longest first: one may be a part of another. */
  #longAccounts(): string[] {
    return [...this.#accounts.keys()].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
  }
}

/** JSON with other texts, and nothing else changed. The texts of a list belong to the field of the list. */
function mapTexts(json: string, change: (field: string, value: string) => string): string {
  let field = ''
  return json.replaceAll(token, (whole, text: string, colon: string | undefined) => {
    const value = JSON.parse(text) as string
    if (colon !== undefined) {
      field = value
      return whole
    }
    const changed = change(field, value)
    return changed === value ? whole : JSON.stringify(changed)
  })
}
