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

/** What several examples need is in the folder of each, because an example stands alone: whole files, the same in all. */
const inEachExample =
  /^examples\/[^/]+\/(?<name>(account|child-server|close-in-order|close-on-signal|data-folder|deliver|enter-room|serve|signed-curl)\.ts)$/

const nameOfCopy = (file: string): string | undefined => inEachExample.exec(file)?.groups?.['name']

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
  const names = files.map(nameOfCopy)
  const once = files.filter((_file, index) => names[index] === undefined || names.indexOf(names[index]) === index)
  for (const lines of once.map(linesOf)) {
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

t.test('what several examples have is the same in each', async (t) => {
  const copies = new Map<string, string[]>()
  for (const file of files) {
    const name = nameOfCopy(file)
    if (name !== undefined) copies.set(name, [...(copies.get(name) ?? []), file])
  }
  t.equal(copies.size, 9)
  for (const [name, places] of copies) {
    const texts = new Set(places.map((file) => readFileSync(root + file, 'utf8')))
    t.equal(texts.size, 1, `${name} in ${places.join(', ')}`)
    t.ok(places.length > 1, `${name} has a reason to be known here`)
  }
})
