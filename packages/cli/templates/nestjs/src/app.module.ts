import { Module } from '@nestjs/common'
import { RoomCallbacksModule } from '@room-callbacks/nestjs'
import { Gifts } from './gifts.js'

const { ROOM_CALLBACKS_SDKAPPID = '', ROOM_CALLBACKS_TOKEN } = process.env

@Module({
  imports: [RoomCallbacksModule.forRoot(ROOM_CALLBACKS_SDKAPPID, { token: ROOM_CALLBACKS_TOKEN, path: '/tencent' })],
  providers: [Gifts],
})
export class AppModule {}
