import type { Engine } from './place.ts'

/** A receiver that stores, or the one that does not. */
export interface InboxContestant {
  readonly name: string
  readonly title: string
  readonly engine: Engine
  /** Whether it also delivers, to a handler that does the small work of every server. */
  readonly delivers: boolean
  /** What its process is started with: the program of `servers/`, and its arguments around the place. */
  readonly command: (place: string) => readonly [program: string, ...args: string[]]
}

function ours(name: string, title: string, host: 'node' | 'express', engine: Engine, role: Role): InboxContestant {
  const store = engine.startsWith('redis') ? 'redis' : engine
  const delivers = role === 'delivers'
  return { name, title, engine, delivers, command: (place) => ['ours', host, store, place, role] }
}

type Role = 'receives' | 'delivers'

const postgresByHand: InboxContestant = {
  name: 'by-hand-postgres',
  title: 'Express 5 by hand, pg-boss send(), Postgres',
  engine: 'postgres',
  delivers: false,
  command: (place) => ['by-hand-postgres', place],
}

const byHand = (name: string, title: string, engine: Engine): InboxContestant => {
  return { name, title, engine, delivers: false, command: (place) => ['by-hand', place] }
}

export const inboxContestants: readonly InboxContestant[] = [
  ours('none', 'node:http, no inbox', 'node', 'none', 'delivers'),
  ours('sqlite', 'node:http, SQLite, receives', 'node', 'sqlite', 'receives'),
  ours('sqlite-both', 'node:http, SQLite, receives and delivers', 'node', 'sqlite', 'delivers'),
  ours('postgres', 'node:http, Postgres, receives', 'node', 'postgres', 'receives'),
  ours('postgres-both', 'node:http, Postgres, receives and delivers', 'node', 'postgres', 'delivers'),
  ours('express-postgres', 'Express 5, Postgres, receives', 'express', 'postgres', 'receives'),
  postgresByHand,
  ...(['always', 'everysec'] as const).flatMap((fsync): InboxContestant[] => {
    const engine: Engine = `redis-${fsync}`
    return [
      ours(engine, `node:http, Redis ${fsync}, receives`, 'node', engine, 'receives'),
      ours(`${engine}-both`, `node:http, Redis ${fsync}, receives and delivers`, 'node', engine, 'delivers'),
      ours(`express-${engine}`, `Express 5, Redis ${fsync}, receives`, 'express', engine, 'receives'),
      byHand(`by-hand-${fsync}`, `Express 5 by hand, queue.add(), Redis ${fsync}`, engine),
    ]
  }),
]
