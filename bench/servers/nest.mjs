import 'reflect-metadata'
import { BadRequestException, Body, Controller, HttpCode, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createRoomPacket } from './create-room-packet.mjs'
import { handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const pipe = {
  transform(body) {
    const { success, data } = createRoomPacket.safeParse(body)
    if (!success) throw new BadRequestException()
    return data
  },
}

class Callbacks {
  receive(packet) {
    handle(packet)
    return ok
  }
}
Controller('callbacks')(Callbacks)
const method = Object.getOwnPropertyDescriptor(Callbacks.prototype, 'receive')
Post()(Callbacks.prototype, 'receive', method)
HttpCode(200)(Callbacks.prototype, 'receive', method)
Body(pipe)(Callbacks.prototype, 'receive', 0)

class AppModule {}
Module({ controllers: [Callbacks] })(AppModule)

const app = await NestFactory.create(AppModule, { logger: false })
await app.init()
serve(app.getHttpServer())
