import { tokenMistake } from '@room-callbacks/core'
import { PlatformError } from '../errors/platform-error.ts'
import { type Answer, field, isText, secretField } from '../transport/answer.ts'
import type { CallOptions, RestCalls } from '../transport/rest-calls.ts'
import { type Receipt, receiptOf } from './receipt.ts'

/** The token with which the platform signs callbacks (69528). */
export interface TokenConfiguration {
  /** 1 to 128 characters, without white space. */
  readonly Token: string
  /** Whether callbacks are signed with it. */
  readonly IsTokenEnable: boolean
}

/** A token as the platform has it. `Token` is not enumerable: neither `console.log` nor JSON shows it. */
export type ReadToken = TokenConfiguration & Receipt

/** The token of Live callbacks; no other product documents one. Every call throws a PlatformError. */
export interface TokenApi {
  /**
   * Sets the token (69528). The first time it needs both fields, later only what changes.
   *
   * @throws PlatformError `invalid-argument`, and those of every call
   * @example
   * await client.live.setToken({ Token: token, IsTokenEnable: true })
   */
  setToken(token: Partial<TokenConfiguration>, options?: CallOptions): Promise<Receipt>
  /**
   * Reads the token (69529); 100302 where there is none.
   *
   * @example
   * const { Token, IsTokenEnable } = await client.live.getToken()
   */
  getToken(options?: CallOptions): Promise<ReadToken>
  /**
   * Removes the token (69530): callbacks are not signed from then on.
   *
   * @example
   * await client.live.deleteToken()
   */
  deleteToken(options?: CallOptions): Promise<Receipt>
}

/** @throws PlatformError `invalid-argument`, which does not show the token */
export function checkToken(token: unknown): void {
  const mistake = tokenMistake(token)
  if (mistake) throw new PlatformError('invalid-argument', { detail: `Token (1 to 128 characters, 69528): ${mistake}` })
}

export function tokenApi(calls: RestCalls): TokenApi {
  const send = (name: string, body: object, { signal }: CallOptions): Promise<Answer> =>
    calls.call({ api: `v4/live_config/${name}`, body, signal })

  return {
    async setToken({ Token, IsTokenEnable }, options = {}) {
      if (Token !== undefined) checkToken(Token)
      const isRight = IsTokenEnable === undefined ? Token !== undefined : typeof IsTokenEnable === 'boolean'
      if (!isRight)
        throw new PlatformError('invalid-argument', { detail: 'Give a Token, a boolean IsTokenEnable, or both.' })
      return receiptOf(await send('set_callback_token', { Token, IsTokenEnable }, options))
    },
    async getToken(options = {}) {
      const answer = await send('get_callback_token', {}, options)
      const value = secretField(answer, 'Token', isText)
      calls.hide(value)
      const IsTokenEnable = field(answer, 'IsTokenEnable', (value) => typeof value === 'boolean')
      const read = { IsTokenEnable, ...receiptOf(answer) }
      return Object.defineProperty(read, 'Token', { value }) as ReadToken
    },
    async deleteToken(options = {}) {
      return receiptOf(await send('delete_callback_token', {}, options))
    },
  }
}
