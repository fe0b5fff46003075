import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { RoomCallbacksModule } from '@room-callbacks/nestjs'
import { Gifts, Wallet } from './gifts.ts'

const { SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token', PORT = '3000' } = process.env

@Module({
  imports: [RoomCallbacksModule.forRoot(SDK_APP_ID, { token: CALLBACK_TOKEN, path: '/tencent' })],
  providers: [Gifts, Wallet],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
// On a signal callbacks in hand are waited for, then the server closes, and the process ends with status 0.
app.enableShutdownHooks([], { useProcessExit: true })
await app.listen(Number(PORT), 'localhost')
console.log(`Listening on http://localhost:${app.getHttpServer().address().port}`)
