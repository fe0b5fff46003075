import type { Dialect } from '../load/requests.ts'
import type { Probe } from './probes.ts'

/** A server under load. */
export interface Contestant {
  readonly name: string
  readonly title: string
  /** Its file in `servers/`. */
  readonly server: string
  readonly dialect: Dialect
  /** The status that the load must get. */
  readonly status: number
  /** What it claims to notice; checked before it is measured. */
  readonly notices: readonly Probe[]
  /** The hand-written server that an app would have without this library. */
  readonly instead: 'express' | 'koa'
}

type Row = Pick<Contestant, 'name' | 'title' | 'notices'> & Partial<Contestant>

const contestant = (row: Row): Contestant => ({
  server: row.name,
  dialect: 'tencent',
  status: 200,
  instead: 'express',
  ...row,
})

const everything: readonly Probe[] = ['broken JSON', 'wrong shape', 'wrong signature', 'repetition']

const ours = (row: Omit<Row, 'notices'>): Contestant => contestant({ ...row, notices: everything })

// A load of wrong signatures, and nothing of it may reach the handler.
const refusing = (server: string, title: string): Contestant =>
  ours({ name: `${server}-refusing`, title, server, dialect: 'forged', status: 401 })

export const contestants: readonly Contestant[] = [
  contestant({ name: 'raw', title: 'node:http, read and JSON.parse', notices: ['broken JSON'] }),
  contestant({ name: 'empty-express', title: 'Express 5, only answers', notices: [] }),
  contestant({ name: 'empty-koa', title: 'Koa 3, only answers', notices: [], instead: 'koa' }),
  contestant({ name: 'express', title: 'Express 5 by hand', notices: ['broken JSON'] }),
  contestant({ name: 'express-zod', title: 'Express 5 by hand, zod', notices: ['broken JSON', 'wrong shape'] }),
  contestant({ name: 'koa', title: 'Koa 3 by hand', notices: ['broken JSON'], instead: 'koa' }),
  contestant({ name: 'fastify', title: 'Fastify 5, TypeBox route', notices: ['broken JSON', 'wrong shape'] }),
  contestant({ name: 'hono', title: 'Hono on Node', notices: ['broken JSON'] }),
  contestant({ name: 'h3', title: 'h3 on Node', notices: ['broken JSON'] }),
  contestant({
    name: 'octokit',
    title: '@octokit/webhooks on node:http',
    dialect: 'github',
    notices: ['broken JSON', 'wrong signature'],
  }),
  contestant({ name: 'nest', title: 'Nest 12 by hand, ValidationPipe', notices: ['broken JSON', 'wrong shape'] }),
  ours({ name: 'ours-web', title: 'ours, Request and Response on Node' }),
  ours({ name: 'ours-fastify', title: 'ours, Fastify 5' }),
  ours({ name: 'ours-nest', title: 'ours, Nest 12 on Express' }),
  ours({ name: 'ours-express', title: 'ours, Express 5' }),
  ours({ name: 'ours-koa', title: 'ours, Koa 3', instead: 'koa' }),
  ours({ name: 'ours-node', title: 'ours, node:http' }),
  ours({ name: 'ours-before', title: 'ours, in front of Express 5' }),
  refusing('ours-express', 'ours, Express 5, refusing'),
  refusing('ours-node', 'ours, node:http, refusing'),
]
