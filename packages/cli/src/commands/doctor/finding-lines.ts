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
  return [...lines, '', bold(conclusionOf(findings))]
}

function conclusionOf(findings: readonly Finding[]): string {
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length
  if (count('wrong') > 0) return `${count('wrong')} of ${findings.length} are wrong.`
  const unchecked = count('unchecked')
  return unchecked === 0 ? 'Nothing is wrong.' : `${unchecked} of ${findings.length} could not be checked.`
}
