import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('../node_modules/', import.meta.url)

/**
 * The licences of packages of which a bundle holds code: they ask to be kept beside each copy.
 *
 * @throws if a package has no licence file
 */
export function noticesOf(names: readonly string[]): string {
  const notices = names.toSorted().map((name) => {
    const folder = new URL(`${name}/`, root)
    const { version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined) throw new Error(`${name} has no licence file.`)
    return `${name} ${version} (${license})\n\n${readFileSync(new URL(file, folder), 'utf8').trim()}\n`
  })
  return `This package holds code of the packages below.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}
