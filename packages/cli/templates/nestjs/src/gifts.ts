import { Injectable } from '@nestjs/common'
import {
  allow,
  deny,
  type LiveCallbackBeforeSendGift,
  OnCallback,
  type RoomCallbackAfterCreateRoom,
} from '@room-callbacks/nestjs'

@Injectable()
export class Gifts {
  /** An After callback tells what happened. */
  @OnCallback('Room.CallbackAfterCreateRoom')
  note({ RoomInfo }: RoomCallbackAfterCreateRoom) {
    console.log(`Room ${RoomInfo.RoomId} is open`)
  }

  /** A Before callback asks: Tencent waits for the answer. */
  @OnCallback('Live.CallbackBeforeSendGift')
  decide({ GiftWater }: LiveCallbackBeforeSendGift) {
    return GiftWater.Count < 100 ? allow() : deny(102101, 'Too many at once')
  }
}
