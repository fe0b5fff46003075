import { readFileSync } from 'node:fs'
import t from 'tap'
import { isHandWritten, packageNames, root, sourcesOf } from './sources.ts'

const linesOf = (file: string): number =>
  readFileSync(root + file, 'utf8')
    .trimEnd()
    .split('\n').length

const handWritten = packageNames.flatMap(sourcesOf).filter(isHandWritten)

t.test('no source file is long', async (t) => {
  t.ok(handWritten.length > 50, 'the sources were found')
  for (const file of handWritten) t.ok(linesOf(file) <= 250, `${file}: ${linesOf(file)} lines`)
})

t.test('most source files are short', async (t) => {
  const lengths = handWritten.map(linesOf).sort((a, b) => a - b)
  const median = lengths[Math.floor(lengths.length / 2)] as number
  t.ok(median < 90, `the median is ${median} lines`)
})

for (const adapter of ['node', 'express', 'koa', 'hono']) {
  t.test(`the ${adapter} adapter is small`, async (t) => {
    const lines = sourcesOf(adapter).reduce((sum, file) => sum + linesOf(file), 0)
    t.ok(lines < 100, `${lines} lines`)
  })
}

// What these must do beside translating, such as routing, has files of its own; web has a second door for families.
for (const adapter of ['fastify', 'functions', 'nestjs', 'web']) {
  t.test(`each file of the ${adapter} adapter is small`, async (t) => {
    for (const file of sourcesOf(adapter)) t.ok(linesOf(file) < 100, `${file}: ${linesOf(file)} lines`)
  })
}
