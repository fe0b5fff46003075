/** What each user can spend. A real one asks a database, within the deadline of 1.5 seconds. */
export class Wallet {
  readonly #coins: ReadonlyMap<string, number>

  constructor(coins: Readonly<Record<string, number>>) {
    this.#coins = new Map(Object.entries(coins))
  }

  async covers(account: string, coins: number): Promise<boolean> {
    return (this.#coins.get(account) ?? 0) >= coins
  }
}
