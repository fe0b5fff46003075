import { type UserSigOptions, userSig } from './user-sig.ts'

/** Whose UserSig it is. */
type Account = Required<Omit<UserSigOptions, 'time'>>

/** The part of its life after which a UserSig is replaced, so that none expires on its way. */
const usedPart = 0.9

/** A UserSig that is made anew before it expires. */
export class RenewedUserSig {
  readonly #account: Account
  readonly #clock: () => number
  #text = ''
  #time = Number.NaN

  /** @param clock Milliseconds since 1970. */
  constructor(account: Account, clock: () => number) {
    this.#account = account
    this.#clock = clock
  }

  get text(): string {
    const now = Math.floor(this.#clock() / 1000)
    const age = now - this.#time
    // A clock that was put back would leave a UserSig from the future.
    if (!(age >= 0 && age < this.#account.expire * usedPart)) {
      this.#text = userSig({ ...this.#account, time: now })
      this.#time = now
    }
    return this.#text
  }
}
