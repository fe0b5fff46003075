import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack } from './pack.mjs'
import { recipes } from './recipes/frameworks.mjs'
import { runNode } from './run.mjs'

// The recipes of docs/recipes, and the example, whose frameworks are too large for every `npm ci`: installs each, writes the files that
// the page shows or copies the example, starts it as its users do, and sends it packets. `npm run recipes egg` tries one.
const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-recipes-'))
try {
  runNode(['scripts/build.mjs'])
  // It sends with what was built.
  const { tryRecipe } = await import('./recipes/try-recipe.mjs')
  mkdirSync(`${folder}/tarballs`)
  const tarballs = pack(`${folder}/tarballs`)
  for (const recipe of recipes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    await tryRecipe(recipe, `${folder}/${recipe.name}`, tarballs).then(
      () => console.log(`ok      ${recipe.name}`),
      (error) => {
        process.exitCode = 1
        console.log(`not ok  ${recipe.name}\n${error.stack}`)
      },
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
