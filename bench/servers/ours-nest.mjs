import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { OnCallback, RoomCallbacksModule } from '@room-callbacks/nestjs'
import { sdkAppId, token } from '../identity.mjs'
import { createRoom } from './rooms.mjs'
import { serve } from './serve.mjs'

class Rooms {
  create(event) {
    createRoom(event)
  }
}
OnCallback('Room.CallbackAfterCreateRoom')(Rooms.prototype, 'create')

class AppModule {}
Module({ imports: [RoomCallbacksModule.forRoot(sdkAppId, { token, path: '/callbacks' })], providers: [Rooms] })(
  AppModule,
)

const app = await NestFactory.create(AppModule, { logger: false })
await app.init()
serve(app.getHttpServer())
