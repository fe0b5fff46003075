import type { HeldClaim, Reply } from '@room-callbacks/core'
import type { ClaimClient } from './claim-scripts.ts'
import { ClaimState } from './claim-state.ts'

/** A claim that this process holds. */
export class RedisClaim implements HeldClaim {
  readonly state = 'claimed'
  readonly #client: ClaimClient
  readonly #key: string
  readonly #token: string
  readonly #window: number

  constructor(client: ClaimClient, key: string, token: string, window: number) {
    this.#client = client
    this.#key = key
    this.#token = token
    this.#window = window
  }

  async promote(reply: Reply): Promise<void> {
    await this.#client.claimPromote(this.#key, ClaimState.held(this.#token), ClaimState.finished(reply), this.#window)
  }

  async release(): Promise<void> {
    await this.#client.claimRelease(this.#key, ClaimState.held(this.#token))
  }
}
