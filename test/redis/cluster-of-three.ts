import { spawnSync } from 'node:child_process'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

/** Three nodes that share the slots, and with replicas one more for each. */
export class ClusterOfThree {
  readonly nodes: readonly RedisServer[]

  private constructor(nodes: readonly RedisServer[]) {
    this.nodes = nodes
  }

  static async start(replicas: 0 | 1 = 0): Promise<ClusterOfThree> {
    const settings = [
      '--cluster-enabled',
      'yes',
      '--cluster-node-timeout',
      '1000',
      '--cluster-announce-ip',
      '127.0.0.1',
    ]
    const nodes: RedisServer[] = []
    for (let count = 0; count < 3 * (1 + replicas); count++) nodes.push(await RedisServer.start(settings))
    const cluster = new ClusterOfThree(nodes)
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
    const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', String(replicas), '--cluster-yes']
    const { status, stdout } = spawnSync('redis-cli', create, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stdout)
    for (const node of nodes) await until(() => cluster.#isReady(node, replicas))
    return cluster
  }

  /** Where ioredis may begin. */
  get addresses(): { readonly host: string; readonly port: number }[] {
    return this.nodes.map(({ port }) => ({ host: '127.0.0.1', port }))
  }

  /** The node that has the slot of a key, and one that has it not. */
  async nodesOf(key: string): Promise<{ slot: number; owner: RedisServer; other: RedisServer }> {
    const slot = Number(await this.nodes[0]?.command('CLUSTER', 'KEYSLOT', key))
    const ranges = (await this.nodes[0]?.command('CLUSTER', 'SLOTS')) as [number, number, [string, number]][]
    const [, , [, port]] = ranges.find(([first, last]) => first <= slot && slot <= last) as (typeof ranges)[0]
    const masters = ranges.map(([, , [, masterPort]]) => masterPort)
    const at = (wanted: number) => this.nodes.find((node) => node.port === wanted) as RedisServer
    return { slot, owner: at(port), other: at(masters.find((one) => one !== port) as number) }
  }

  async remove(): Promise<void> {
    for (const node of this.nodes) await node.remove()
  }

  async #isReady(node: RedisServer, replicas: number): Promise<boolean> {
    const info = String(await node.command('CLUSTER', 'INFO'))
    const isWhole = info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${3 * (1 + replicas)}`)
    const replication = String(await node.command('INFO', 'replication'))
    return isWhole && !replication.includes('master_link_status:down')
  }
}
