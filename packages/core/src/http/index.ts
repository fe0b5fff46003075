/** For adapters of hosts that stand on `node:http`. */

export { bodySource, type KeptBody, nodeBody, queryOf } from './node-request.ts'
export { answer, endConnection, type WrittenReply, writeReply } from './write-reply.ts'
