import type { LedgerLine } from './ledger.ts'

/** What the ledger says of the callbacks that faults name, and of the deaths of their processes. */
export function evidenceOf(faults: readonly string[], lines: readonly LedgerLine[]): readonly string[] {
  const names = new Set(faults.flatMap((fault) => fault.match(/room-\d+ \d+/g) ?? []))
  const keys = new Set(lines.filter((line) => names.has(`${line.room} ${line.sequence}`)).map(({ key }) => key))
  const isAbout = ({ key }: LedgerLine): boolean => key !== undefined && keys.has(key)
  const processes = new Set(lines.filter(isAbout).map((line) => line.process))
  return [...lines.entries()]
    .filter(([, line]) => isAbout(line) || (line.kind === 'killed' && processes.has(line.process)))
    .map(([moment, { key: _key, ...line }]) => `${moment} ${JSON.stringify(line)}`)
}
