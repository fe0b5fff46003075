/** For adapters of hosts that stand on `node:http`. */
export { answer } from './answer.ts'
export { bodySource, type KeptBody } from './body-source.ts'
export { endConnection } from './end-connection.ts'
export { nodeBody } from './node-body.ts'
export { queryOf } from './query-of.ts'
export { type WrittenReply, writeReply } from './write-reply.ts'
