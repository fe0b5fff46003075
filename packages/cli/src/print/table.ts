import { stripVTControlCharacters } from 'node:util'

const gap = '  '

/**
 * Rows as lines with their columns under each other. The last column is not padded.
 *
 * @example
 * tableLines([['200', 'OK'], ['1,024', 'refused']]) // ['200    OK', '1,024  refused']
 */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
  }
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] as number))
      .join(gap)
      .trimEnd(),
  )
}

// Colours take no room on the screen.
const widthOf = (cell: string): number => stripVTControlCharacters(cell).length

const pad = (cell: string, width: number): string => cell + ' '.repeat(width - widthOf(cell))
