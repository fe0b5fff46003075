import { closeSync, openSync, readSync } from 'node:fs'
import { damagedAdvice } from './sqlite-error.ts'
import { StoreFailure } from './store-failure.ts'

/** Lengths in bytes, and places in the header of the log and of a frame: https://sqlite.org/fileformat2.html#walformat */
const header = { length: 32, magic: 0, pageSize: 8, salts: 16, checksum: 24 }
const frame = { length: 24, commitSize: 4, salts: 8, checksum: 16 }
const magics = { littleEndian: 0x377f0682, bigEndian: 0x377f0683 }

/**
 * SQLite takes the first frame of a log whose checksum is wrong for the end of the log, and says nothing: what was committed
 * after it would be gone. The end of a log it is only where nothing of the same log follows but the rest of one
 * transaction: each commit waited for the disk before the next one began.
 *
 * @param path of the log, which no one writes meanwhile
 * @throws StoreFailure when a transaction follows a damaged one
 */
export function checkLog(path: string): void {
  const file = openLog(path)
  if (file === undefined) return
  try {
    const first = read(file, 0, header.length)
    if (first.byteLength < header.length) return
    const reader = readerOf(first)
    if (reader) checkFrames(file, reader)
    else if (!isEmpty(file)) refuse()
  } finally {
    closeSync(file)
  }
}

interface Reader {
  readonly pageSize: number
  readonly salts: bigint
  /** Goes on with the checksum of the log. */
  readonly add: (bytes: DataView, from: number, to: number) => void
  readonly isSum: (bytes: DataView, place: number) => boolean
}

function openLog(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    // There is none, or opening the database says why it cannot be read.
    return undefined
  }
}

/** Nothing where the header is not as it was written. */
function readerOf(first: DataView): Reader | undefined {
  const magic = first.getUint32(header.magic)
  if (magic !== magics.littleEndian && magic !== magics.bigEndian) return undefined
  const isLittle = magic === magics.littleEndian
  let [one, two] = [0, 0]
  const add = (bytes: DataView, from: number, to: number) => {
    // Writers wait for this: signed numbers of their own scope stay in registers, where others are objects of the heap.
    let [first, second] = [one, two]
    for (let place = from; place < to; place += 8) {
      first = (first + bytes.getInt32(place, isLittle) + second) | 0
      second = (second + bytes.getInt32(place + 4, isLittle) + first) | 0
    }
    ;[one, two] = [first, second]
  }
  const isSum = (bytes: DataView, place: number) => bytes.getInt32(place) === one && bytes.getInt32(place + 4) === two
  add(first, 0, header.checksum)
  if (!isSum(first, header.checksum)) return undefined
  return { pageSize: first.getUint32(header.pageSize), salts: first.getBigUint64(header.salts), add, isSum }
}

function checkFrames(file: number, { pageSize, salts, add, isSum }: Reader): void {
  const length = frame.length + pageSize
  let isDamaged = false
  let isOver = false
  for (let place = header.length; ; place += length) {
    const bytes = read(file, place, length)
    if (bytes.byteLength < length) return
    const isOurs = bytes.getBigUint64(frame.salts) === salts
    // A transaction is begun when the one before it is on the disk.
    if (isOver && isOurs) refuse()
    if (!isDamaged) {
      add(bytes, 0, frame.salts)
      add(bytes, frame.length, length)
      isDamaged = !isOurs || !isSum(bytes, frame.checksum)
    }
    if (isDamaged && isOurs && bytes.getUint32(frame.commitSize) > 0) isOver = true
  }
}

/** A new log whose first bytes did not reach the disk before the machine lost its power. */
function isEmpty(file: number): boolean {
  const part = 65_536
  for (let place = 0; ; place += part) {
    const { byteLength, buffer, byteOffset } = read(file, place, part)
    if (Buffer.from(buffer, byteOffset, byteLength).some((byte) => byte !== 0)) return false
    if (byteLength < part) return true
  }
}

function read(file: number, place: number, length: number): DataView {
  const bytes = Buffer.allocUnsafeSlow(length)
  return new DataView(bytes.buffer, 0, readSync(file, bytes, 0, length, place))
}

function refuse(): never {
  throw new StoreFailure(`The log of the database is damaged, and holds callbacks that were answered. ${damagedAdvice}`)
}
