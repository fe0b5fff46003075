import { readFileSync, statSync, writeFileSync } from 'node:fs'

const page = 'docs/versions.md'
const table = /(<!-- sizes -->\n)[\s\S]*?(<!-- \/sizes -->)/
/** By how much a size may differ from what the page says before the page is called wrong: a quarter, and of small ones 4 kB. */
const tolerance = (said) => Math.max(4, said / 4)

/**
 * Compares the sizes of the packed packages with those of docs/versions.md; with UPDATE_SIZES=1 writes them there and into the READMEs.
 *
 * @throws if a size on the page is wrong, or missing
 */
export function checkSizes(tarballs) {
  const sizes = Object.entries(tarballs).map(([name, tarball]) => [name, statSync(tarball).size / 1000])
  const text = readFileSync(page, 'utf8')
  if (process.env.UPDATE_SIZES === '1') {
    const rows = sizes.map(([name, size]) => `| \`${name}\` | ${Math.max(1, Math.round(size))} kB |\n`)
    writeFileSync(page, text.replace(table, `$1\n| Package | Download |\n| --- | --- |\n${rows.join('')}\n$2`))
    for (const [name, size] of sizes) writeReadme(name, Math.max(1, Math.round(size)))
    return
  }
  const wrong = sizes.filter(([name, size]) => {
    const said = Number(new RegExp(`\\| \`${name}\` \\| (\\d+) kB \\|`).exec(text)?.[1])
    // A package that the page does not list has no number, which is near to none.
    return !(Math.abs(size - said) <= tolerance(said))
  })
  if (wrong.length === 0) return
  const told = wrong.map(([name, size]) => `${name} is ${size.toFixed(1)} kB`).join(', ')
  throw new Error(`${page} says otherwise: ${told}. Run UPDATE_SIZES=1 npm run consumers.`)
}

/** The README of a package says the same: test/documentation/site.test.ts compares both. */
function writeReadme(name, size) {
  const readme = `packages/${name.replace('@room-callbacks/', '')}/README.md`
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/^- \d+ kB to download/m, `- ${size} kB to download`))
}
