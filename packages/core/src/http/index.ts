/** For adapters of hosts that stand on `node:http`. */
export { bodySource, type KeptBody } from './body-source.ts'
export { queryOf } from './query-of.ts'
export { writeReply } from './write-reply.ts'
