import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'
import type { Finding } from './finding.ts'

const marks = { right: 'ok', wrong: 'WRONG', unchecked: '?' }

/** The findings, line by line, with what helps below each that is not right. */
export function findingLines(findings: readonly Finding[], { green, red, yellow, bold }: Colours): string[] {
  const paints = { right: green, wrong: red, unchecked: yellow }
  const rows = findings.map(({ state, probe, what, status, meaning }) => [
    paints[state](marks[state]),
    probe,
    what,
    String(status ?? ''),
    meaning,
  ])
  const lines = tableLines(rows).flatMap((line, index) => {
    const { state, hint } = findings[index] as Finding
    return state === 'right' || !hint ? [line] : [line, `       ${hint}`]
  })
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  return [...lines, '', bold(wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${findings.length} are wrong.`)]
}
