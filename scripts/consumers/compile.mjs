import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { runBeside, tools } from '../run.mjs'

/**
 * Checks apps with a version of TypeScript, and the declarations that they import. Those of others are theirs: some break
 * beside a newer dependency, or need a newer TypeScript than ours.
 */
export async function compile(version, home, homes) {
  const folders = homes.map(({ path }) => path)
  const printed = version === '7.0' ? await printedByTsc(homes) : await printedBy(moduleOf(version, home), folders)
  const errors = printed.filter((line) => !/node_modules\/(?!@room-callbacks\/)/.test(line))
  if (errors.length > 0) throw new Error(errors.join('\n'))
  if (version !== '5.9') return
  // What TypeScript 6 calls deprecated, and 7 does not know.
  const options = ['--module', 'commonjs', '--moduleResolution', 'node10', '--skipLibCheck']
  const { path } = homes.find(({ name }) => name === 'commonjs')
  await runBeside(process.execPath, [`${home}/node_modules/typescript/bin/tsc`, '-p', path, ...options])
}

/** Every app in one process, which reads the declarations of Node and of TypeScript once. */
async function printedBy(typescript, folders) {
  const lines = await runBeside(process.execPath, [programs, typescript, ...folders])
  return lines.split('\n').filter((line) => line !== '')
}

const programs = fileURLToPath(new URL('compile-in-one-process.mjs', import.meta.url))

function moduleOf(version, home) {
  if (version === '6.0') return createRequire(import.meta.url).resolve('typescript')
  return createRequire(`${home}/`).resolve(version === '5.0' ? 'typescript-5.0' : 'typescript')
}

/** TypeScript 7 is a program, and quick. */
async function printedByTsc(homes) {
  const all = []
  for (const { name, path } of homes) {
    const printed = await runBeside(process.execPath, [tools.typescript7, '-p', path, '--pretty', 'false']).catch(
      ({ message }) => message.slice(message.indexOf('\n') + 1),
    )
    // A message goes on in lines that are indented.
    all.push(...printed.split(/\n(?! )/).flatMap((line) => (line === '' ? [] : `${name}: ${line}`)))
  }
  return all
}
