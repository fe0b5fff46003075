/** For adapters of hosts that stand on `node:http`. */

export { bodySource, nodeBody, type ParsedBody, queryOf } from './node-request.ts'
export { answer, endConnection, type WrittenReply, writeReply } from './write-reply.ts'
