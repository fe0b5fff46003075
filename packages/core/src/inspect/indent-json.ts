// What is deeper stays on one line: a hostile packet must not make millions of blanks.
const deepest = 32

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs

/**
 * JSON with line breaks, and nothing else changed: no digit, no escape, no order. What is nested more than 32 deep stays on one
 * line.
 *
 * @param json It must be valid.
 * @example
 * indentJson('{"MsgSeq":12345678901234567890}') // '{\n  "MsgSeq": 12345678901234567890\n}'
 */
export function indentJson(json: string): string {
  const lines: string[] = []
  let line = ''
  let depth = 0
  let last = ''
  const breakLine = (): void => {
    if (depth > deepest) return
    lines.push(line)
    line = '  '.repeat(depth)
  }
  for (const [text] of json.matchAll(token)) {
    const closes = text === '}' || text === ']'
    if (closes) depth--
    // An empty object or list stays on its line.
    if (closes ? last !== '{' && last !== '[' : last === '{' || last === '[') breakLine()
    line += text
    if (text === '{' || text === '[') depth++
    if (text === ':') line += ' '
    if (text === ',') breakLine()
    last = text
  }
  return [...lines, line].join('\n')
}
