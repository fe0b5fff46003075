import { Inject, Injectable } from '@nestjs/common'
import { allow, deny, type LiveCallbackBeforeSendGift, OnCallback } from '@room-callbacks/nestjs'

@Injectable()
export class Wallet {
  readonly #coins = new Map([['ann', 100]])

  async take(account: string, count: number): Promise<boolean> {
    const left = (this.#coins.get(account) ?? 0) - count
    if (left >= 0) this.#coins.set(account, left)
    return left >= 0
  }
}

@Injectable()
export class Gifts {
  @Inject(Wallet)
  readonly wallet!: Wallet

  @OnCallback('Live.CallbackBeforeSendGift')
  async decide({ GiftWater }: LiveCallbackBeforeSendGift) {
    const isPaid = await this.wallet.take(GiftWater.From_Account, GiftWater.Count)
    return isPaid ? allow() : deny(102101, 'Not enough coins')
  }
}
