import { commands, parsePacket } from '@room-callbacks/core'
import { samples, sampleText } from '@room-callbacks/testing'
import fc, { type Arbitrary, toStringMethod } from 'fast-check'
import type { JsonObject } from './places.ts'

/** A sample of the documentation with its command. */
export interface Documented {
  readonly command: (typeof commands)[number]
  readonly text: string
  /** Large integers are strings in it. */
  readonly packet: JsonObject
  /** How a counterexample names it. */
  readonly [toStringMethod]: () => string
}

/** What the catalog says of a value. */
export type Shape = Documented['command']['shape']

/** All samples. */
export const documented: readonly Documented[] = samples.map(({ command: name, product, variant }) => {
  const text = sampleText(name, product, variant)
  const command = commands.find((known) => known.name === name) as Documented['command']
  const packet = parsePacket(text).packet as JsonObject
  return { command, text, packet, [toStringMethod]: () => `${name} (${product}${variant ? `, ${variant}` : ''})` }
})

/** One of the samples. */
export const arbitrarySample: Arbitrary<Documented> = fc.constantFrom(...documented)

/** The samples of the commands that tell what happened. */
export const afterSamples: readonly Documented[] = documented.filter(({ command }) => command.phase === 'after')
