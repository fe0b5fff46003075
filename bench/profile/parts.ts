import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Place } from './read-profile.ts'

/** The parts of a program between which its time is divided. */
export const parts = [
  'writing to the socket, with the kernel behind it',
  'C++ of Node and the kernel, otherwise',
  'garbage collection',
  "Node's http, net, streams, events and ticks",
  "Node's timers",
  'digest and signature in node:crypto',
  'the framework and its middleware',
  'the server script, where JSON.parse counts for raw',
  'ours: query, app, signature',
  'ours: reading the body',
  'ours: UTF-8 and JSON.parse',
  'ours: resolving, validating',
  'ours: de-duplication',
  'ours: handlers',
  'ours: the way itself, host and reply',
] as const

export type Part = (typeof parts)[number]

// The first that fits; places of ours by the source file that the map of the bundle names.
const rules: readonly (readonly [RegExp, Part])[] = [
  [/^(writev|write\w*String|writeBuffer) $/, 'writing to the socket, with the kernel behind it'],
  [/^\(garbage collector\)/, 'garbage collection'],
  [/node:(internal\/)?timers/, "Node's timers"],
  [/node:(internal\/)?crypto|^(oneShotDigest|timingSafeEqual) /, 'digest and signature in node:crypto'],
  [/packages\/.*\/protocols\/|packages\/.*\/web-request/, 'ours: query, app, signature'],
  [/packages\/.*\/(receive\/read-body|http\/node-request|web\/(web-body|node-server))/, 'ours: reading the body'],
  [/packages\/.*\/protocol\/packet\//, 'ours: UTF-8 and JSON.parse'],
  [/packages\/.*\/(receive\/validate\.|protocol\/|generated\/)/, 'ours: resolving, validating'],
  [/packages\/.*\/deduplicat/, 'ours: de-duplication'],
  [/packages\/.*\/(receive\/(dispatch|decide|run-handlers)\.|handlers\/)/, 'ours: handlers'],
  [/packages\//, 'ours: the way itself, host and reply'],
  [/node_modules\//, 'the framework and its middleware'],
  [/bench\/servers\//, 'the server script, where JSON.parse counts for raw'],
  [/ node:/, "Node's http, net, streams, events and ticks"],
  [/^/, 'C++ of Node and the kernel, otherwise'],
]

/** The part to which a place belongs; undefined for the time in which there was nothing to do. */
export function partOf(place: Place): Part | undefined {
  if (place.functionName === '(idle)') return undefined
  const name = `${place.functionName} ${sourceOf(place)}`
  return rules.find(([pattern]) => pattern.test(name))?.[1]
}

const maps = new Map<string, SourceMap>()

/** The file of a place; of our bundles the source. */
function sourceOf({ url, lineNumber, columnNumber }: Place): string {
  if (!/\/packages\/.*\/dist\//.test(url)) return url
  const file = fileURLToPath(url)
  const map = maps.get(file) ?? new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  maps.set(file, map)
  const entry = map.findEntry(lineNumber, columnNumber)
  return `packages/${'originalSource' in entry ? entry.originalSource : url}`
}
