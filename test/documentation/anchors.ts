import { readFileSync } from 'node:fs'
import { slugOf } from '../../docs/.vitepress/slug.ts'

/** The anchors of a page: a heading that comes again gets a number. */
export function anchorsOf(file: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  const text = readFileSync(file, 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
  for (const [, heading = ''] of text.matchAll(/^#+ (.*)$/gm)) {
    const slug = slugOf(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    let anchor = slug
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${slug}-${number}`
    anchors.add(anchor)
  }
  return anchors
}
