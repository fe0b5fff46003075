import { didYouMean } from '@room-callbacks/core'
import { PlatformError } from '../errors/platform-error.ts'
import type { ConfiguredProduct } from './additional-command.ts'
import { checkCallbackUrl } from './callback-url.ts'
import type { KnownCommand } from './known-commands.ts'

/** A callback configuration, in the words of the wire (60729, 64420, 68938). */
export interface CallbackConfiguration {
  /** Where the callbacks go: `http` or `https`. */
  readonly Url: string
  /** The command words that are sent there. */
  readonly CallbackCommandList: readonly string[]
}

/** What a configuration is checked against. */
export interface ConfigurationRules {
  readonly known: ReadonlyMap<string, KnownCommand>
  readonly isTencent: boolean
}

/**
 * Checks what is to be sent, and gives it without repeated words.
 *
 * @throws PlatformError `invalid-argument`, `invalid-command`
 */
export function checkConfiguration(
  { Url, CallbackCommandList }: CallbackConfiguration,
  product: ConfiguredProduct,
  { known, isTencent }: ConfigurationRules,
): CallbackConfiguration {
  checkCallbackUrl(Url, isTencent)
  checkWords(CallbackCommandList, 'CallbackCommandList')
  for (const word of CallbackCommandList) {
    const { products } = findCommand(word, known)
    if (products.includes(product)) continue
    const place = products.length > 0 ? `belongs to ${products.join(' and ')}` : 'is switched on in the console (74157)'
    throw new PlatformError('invalid-command', { detail: `"${word}" ${place}; it cannot be listed for ${product}.` })
  }
  return { Url, CallbackCommandList: [...new Set(CallbackCommandList)] }
}

/** @throws PlatformError `invalid-argument` */
export function checkWords(words: unknown, name: string): asserts words is readonly string[] {
  const isRight = Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string')
  if (!isRight) throw new PlatformError('invalid-argument', { detail: `${name}: expected at least one command word.` })
}

/** @throws PlatformError `invalid-command` */
export function findCommand(word: string, known: ReadonlyMap<string, KnownCommand>): KnownCommand {
  const command = known.get(word)
  if (command) return command
  throw new PlatformError('invalid-command', {
    detail: `"${word}" is not a command.${didYouMean(word, known.keys())}`,
  })
}
