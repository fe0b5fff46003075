import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { root } from './sources.ts'

/** A block of this many lines that stands in two places is a copy. */
const blockLength = 7

const folders = ['packages', 'examples', 'bench', 'test', 'scripts']
/** Made by a machine, printed by Tencent, or a user's own app, which shares nothing with ours. */
const excluded = /(^|\/)(node_modules|dist|generated|samples|fixtures|templates)(\/|$)/

const files = folders
  .flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.(ts|js|mjs|cjs)$/.test(file) && !excluded.test(file))

/** The lines that say something, with where they stand; what is imported is no block of code. */
function linesOf(file: string): { text: string; place: string }[] {
  return readFileSync(root + file, 'utf8')
    .replaceAll(/^(import|export) [^;]*? from '.*'$/gm, (match) => match.replaceAll(/[^\n]/g, ''))
    .split('\n')
    .map((line, index) => ({ text: line.trim(), place: `${file}:${index + 1}` }))
    .filter(({ text }) => text.length > 3)
}

t.test('no block of code is copied', async (t) => {
  t.ok(files.length > 100, 'the files were found')
  const blocks = new Map<string, string>()
  const copies: string[] = []
  for (const lines of files.map(linesOf)) {
    for (let start = 0; start + blockLength <= lines.length; start += 1) {
      const block = lines.slice(start, start + blockLength)
      const text = block.map((line) => line.text).join('\n')
      const place = block[0]?.place as string
      const first = blocks.get(text)
      if (first === undefined) blocks.set(text, place)
      else copies.push(`${place} is ${first}`)
    }
  }
  t.same(copies, [])
})
