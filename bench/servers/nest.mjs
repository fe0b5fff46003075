import 'reflect-metadata'
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { CreateRoomPacket } from './create-room-class.mjs'
import { handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

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
Body()(Callbacks.prototype, 'receive', 0)
// As the compiler of a Nest app writes it for `@Body() packet: CreateRoomPacket`.
Reflect.defineMetadata('design:paramtypes', [CreateRoomPacket], Callbacks.prototype, 'receive')

class AppModule {}
Module({ controllers: [Callbacks] })(AppModule)

const app = await NestFactory.create(AppModule, { logger: false })
app.useGlobalPipes(new ValidationPipe())
await app.init()
serve(app.getHttpServer())
