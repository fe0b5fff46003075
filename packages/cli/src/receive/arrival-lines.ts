import { catalogEntry } from '../catalog/catalog-entry.ts'
import type { Colours } from '../print/colours.ts'
import type { Arrival } from './arrival.ts'

/** Which parts of a callback are printed. */
export interface ArrivalDetail {
  /** Whether the body is printed, as it came. */
  readonly body: boolean
}

/** Users that took part, in whichever commands have them. */
const accountPaths = [
  'Operator_Account',
  'From_Account',
  'To_Account',
  'Member_Account',
  'Caller_Account',
  'EventInfo.UserId',
]

/** Of a command without an order key, and of one that the catalog does not have. */
const roomPaths = ['RoomId', 'GroupId']

/** A longer value is cut: a message may be as long as a body. Unit: characters. */
const longestValue = 64

/** A callback as text: one line, its app and key fields, what drifted or why it was refused, and its body if asked for. */
export function arrivalLines(arrival: Arrival, colours: Colours, detail: ArrivalDetail): string[] {
  const { green, red, yellow, cyan, dim } = colours
  const { command, receivedAs, receivedAt, status, outcome, drifts, refusal, sdkAppId } = arrival
  const time = receivedAt.slice(11, 23)
  const paint = refusal ? red : green
  const alias = receivedAs === command ? '' : ` (as ${receivedAs})`
  const lines = [`${dim(time)}  ${paint(`${status} ${outcome}`)}  ${command}${alias}`]
  if (refusal) lines.push(`  ${refusal.message} ${refusal.advice}`)
  lines.push(`  ${[`${cyan('app')} ${sdkAppId ?? 'missing'}`, ...keyFields(arrival)].join('  ')}`)
  for (const { kind, path, detail } of drifts) {
    lines.push(`  ${yellow('drift')}  ${kind} ${path}${detail ? `: ${detail}` : ''}`)
  }
  if (detail.body) lines.push(...bodyLines(arrival, cyan))
  return lines
}

/** What identifies the room, the conversation or the call, and who took part: `RoomId=r1`. */
function keyFields({ command, event }: Arrival): string[] {
  const paths = new Set([...(catalogEntry(command)?.orderKey?.paths ?? roomPaths), ...accountPaths])
  return [...paths].flatMap((path) => {
    const value = valueAt(event, path)
    if (typeof value !== 'string' && typeof value !== 'number') return []
    const text = String(value)
    return [`${path}=${text.length > longestValue ? `${text.slice(0, longestValue)}…` : text}`]
  })
}

const valueAt = (event: unknown, path: string): unknown =>
  path.split('.').reduce((value, name) => (value as { readonly [name: string]: unknown } | undefined)?.[name], event)

/** The packet byte for byte: parsing it would round long numbers. */
function bodyLines({ raw, rawBase64 }: Arrival, cyan: Colours['cyan']): string[] {
  const label = `  ${cyan('body')}  `
  if (raw !== undefined) return raw.split(/\r?\n/).map((line, index) => (index === 0 ? label : ' '.repeat(8)) + line)
  if (rawBase64 !== undefined) return [`${label}not UTF-8, as base64: ${rawBase64}`]
  return [`${label}not read`]
}
