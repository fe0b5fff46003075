import { readSync } from 'node:fs'

/** Where things stand in a page of LMDB's data format 2. */
const offsets = { flags: 18, lower: 20, pointers: 24 }
const flags = { branch: 1, leaf: 2 }
const nodeFlags = { overflow: 1, tree: 2 }
const nodeHeader = 8
const rootInTree = 40

/** No page: the tree is empty. */
export const noPage: bigint = 2n ** 64n - 1n

/** A file of LMDB that is read without mapping it into memory, where a missing page would end the process. */
export interface PageFile {
  readonly descriptor: number
  readonly pageSize: number
  /** Pages that the file has. */
  readonly pages: bigint
}

/** Whether every page of a tree is in the file, and is what it should be. */
export function isWhole(file: PageFile, root: bigint): boolean {
  const pending = [root]
  for (let page = pending.pop(); page !== undefined; page = pending.pop()) {
    if (page === noPage) continue
    const children = page < file.pages ? childrenOf(readPage(file, page)) : undefined
    if (!children || children.values.some((value) => value >= file.pages)) return false
    pending.push(...children.pages)
  }
  return true
}

function readPage({ descriptor, pageSize }: PageFile, page: bigint): Buffer {
  const bytes = Buffer.alloc(pageSize)
  readSync(descriptor, bytes, 0, pageSize, Number(page) * pageSize)
  return bytes
}

/** The pages that a page leads to: further ones of the tree, and the first of long values. */
function childrenOf(page: Buffer): { pages: bigint[]; values: bigint[] } | undefined {
  const kind = page.readUInt16LE(offsets.flags) & (flags.branch | flags.leaf)
  const count = page.readUInt16LE(offsets.lower) >> 1
  if (kind === 0 || offsets.pointers + 2 * count > page.length) return undefined
  const children = { pages: [] as bigint[], values: [] as bigint[] }
  for (let node = 0; node < count; node++) {
    const start = offsets.pointers + page.readUInt16LE(offsets.pointers + 2 * node)
    if (start + nodeHeader > page.length) return undefined
    if (kind === flags.branch) children.pages.push(BigInt(page.readUIntLE(start, 6)))
    else addValue(page, start, children)
  }
  return children
}

function addValue(page: Buffer, start: number, children: { pages: bigint[]; values: bigint[] }): void {
  const kind = page.readUInt16LE(start + 4)
  const data = start + nodeHeader + page.readUInt16LE(start + 6)
  if (kind & nodeFlags.overflow) children.values.push(page.readBigUInt64LE(data))
  if (kind & nodeFlags.tree) children.pages.push(page.readBigUInt64LE(data + rootInTree))
}
