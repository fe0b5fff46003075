import { readFileSync, statfsSync } from 'node:fs'
import { sep } from 'node:path'
import { StoreFailure } from '../database/store-failure.ts'

/** File systems of Linux whose locks, memory maps or flushes reach other machines, by the `f_type` of statfs(2). */
const networked: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x786f4256, 'VirtualBox shared folder'],
  [0x20030528, 'OrangeFS'],
  [0x19830326, 'BeeGFS'],
])

const fuse = 0x65735546

/** What mounts by FUSE and is elsewhere, by the word that Linux lists after `fuse.`. */
const networkedByFuse =
  /^fuse\.(sshfs|s3fs|goofys|gcsfuse|geesefs|juicefs|glusterfs|ceph-fuse|cephfs|rclone|davfs|smbnetfs|blobfuse2?|mount-s3|seaweedfs|moosefs|lizardfs|curlftpfs)$/

/** File systems of the kernel that keep no files, by the `f_type` of statfs(2). */
const pseudo: ReadonlyMap<number, string> = new Map([
  [0x9fa0, 'proc'],
  [0x62656572, 'sysfs'],
  [0x27e0eb, 'cgroup'],
  [0x63677270, 'cgroup'],
  [0x64626720, 'debugfs'],
  [0x74726163, 'tracefs'],
  [0x1cd1, 'devpts'],
])

/** What this package asks of the system about a directory. */
export interface FileSystemQueries {
  readonly typeOf: (directory: string) => number
  readonly mounts: () => string
}

const ofThisSystem: FileSystemQueries = {
  typeOf: (directory) => statfsSync(directory).type,
  mounts: () => readFileSync('/proc/self/mountinfo', 'utf8'),
}

/**
 * Refuses a directory where the promises of SQLite do not hold: its write-ahead log needs memory that all processes share,
 * and locks that reach all of them, which network file systems do not give.
 *
 * @throws StoreFailure
 */
export function refuseFileSystem(directory: string, queries: FileSystemQueries = ofThisSystem): void {
  if (process.platform !== 'linux') return
  // The type is a signed number where its first bit is set.
  const type = queries.typeOf(directory) >>> 0
  const kernel = pseudo.get(type)
  if (kernel)
    throw new StoreFailure(
      `${directory} belongs to the kernel (${kernel}), and keeps no files. Choose a directory on a disk.`,
    )
  const network = networked.get(type) ?? (type === fuse ? fuseNetwork(directory, queries.mounts()) : undefined)
  if (network === undefined) return
  throw new StoreFailure(
    `${directory} is on a network file system (${network}), where neither locks nor flushes can be relied on. Choose a local disk, or @room-callbacks/redis for many machines.`,
  )
}

/** The name of the innermost mount of a directory, if that is a network by FUSE. */
function fuseNetwork(directory: string, mounts: string): string | undefined {
  const [innermost] = mounts
    .split('\n')
    .map((line) => ({
      point: unescapeMount(line.split(' ')[4] ?? ''),
      type: line.split(' - ')[1]?.split(' ')[0] ?? '',
    }))
    .filter(({ point }) => isWithin(directory, point))
    .sort((one, other) => other.point.length - one.point.length)
  return innermost && networkedByFuse.test(innermost.type) ? innermost.type : undefined
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

/** `\040` and the like stand for white space there. */
const unescapeMount = (point: string): string =>
  point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
