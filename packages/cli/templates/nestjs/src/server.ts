import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module.js'

const app = await NestFactory.create(AppModule)
// A deployment sends SIGTERM: callbacks under way are finished first.
app.enableShutdownHooks()
await app.listen(process.env['PORT'] ?? 3000)
console.log(`Listening on ${await app.getUrl()}/tencent`)
