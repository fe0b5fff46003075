import { Connection } from '../load/connection.ts'
import { requests } from '../load/requests.ts'
import type { Response } from '../load/response.ts'
import { ServerProcess } from '../processes/server-process.ts'
import type { Contestant } from './contestants.ts'
import { type Probe, probes } from './probes.ts'

/** Makes sure that a server answers rightly and notices what it claims to: a faster wrong answer is no figure. */
export async function check({ name, server: file, dialect, notices }: Contestant): Promise<void> {
  const server = await ServerProcess.start(file)
  const make = requests[dialect === 'forged' ? 'tencent' : dialect]()
  const expect = async (what: string, sent: readonly string[], statuses: RegExp, handled: number): Promise<void> => {
    const before = await server.usage()
    const responses: Response[] = []
    for (const request of sent) responses.push(await exchange(server.port, request))
    const after = await server.usage()
    const got = responses.map(({ status }) => status).join(' ')
    if (statuses.test(got) && after.handled - before.handled === handled) return
    throw new Error(`${name}, ${what}: ${got}, handled ${after.handled - before.handled} times.`)
  }
  const expectNoticed = (probe: Probe): Promise<void> => {
    const isRepetition = probe === 'repetition'
    return expect(probe, probes[probe](make), isRepetition ? /^200 200$/ : /^4\d\d$/, isRepetition ? 1 : 0)
  }
  try {
    await expect('a good callback', [make()], /^200$/, 1)
    for (const probe of notices) await expectNoticed(probe)
  } finally {
    await server.stop()
  }
}

function exchange(port: number, request: string): Promise<Response> {
  const connection = new Connection(port)
  return new Promise((resolve) => {
    connection.send(request, (response) => {
      connection.close()
      resolve(response)
    })
  })
}
