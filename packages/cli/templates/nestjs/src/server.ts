import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module.js'

const app = await NestFactory.create(AppModule)
// A deployment sends SIGTERM: callbacks under way are finished first.
app.enableShutdownHooks()
const port = Number(process.env['PORT'] ?? 3000)
await app.listen(port)
console.log(`Listening on http://localhost:${port}/tencent`)
