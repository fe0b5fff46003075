import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, normalize } from 'node:path'
import t from 'tap'
import { type Item, sidebarOf } from '../../docs/.vitepress/sidebar.ts'
import { llmsFile, llmsFullFile } from '../../scripts/llms.ts'
import { anchorsOf } from './anchors.ts'
import { pages } from './snippets.ts'

// What `npm run docs` would find, without VitePress: broken links, pages that no sidebar shows, translations out of step.
const firstPages = [
  'README.md',
  'README.zh-CN.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'AGENTS.md',
  'skills/room-callbacks/SKILL.md',
]
const readmes = readdirSync('packages').map((name) => `packages/${name}/README.md`)
const documents = [...firstPages, ...readmes, ...pages()]
const read = (file: string): string => readFileSync(file, 'utf8')
const withoutCode = (text: string): string =>
  text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').replaceAll(/`[^`\n]*`/g, '`')

/** Where a link is relative nowhere: on the page of a registry. */
const ownPages = /^https:\/\/github\.com\/room-callbacks\/room-callbacks\/(?:blob|tree)\/main\/(.*)$/

t.test('every link leads to a file of the repository, and to a heading of it', async (t) => {
  const seen = new Map<string, ReadonlySet<string>>()
  let links = 0
  for (const document of documents) {
    for (const [, target = ''] of withoutCode(read(document)).matchAll(/\]\(([^)\s]+)\)/g)) {
      const absolute = ownPages.exec(target)?.[1]
      if (absolute === undefined && /^[a-z]+:/.test(target)) continue
      links += 1
      const [path = '', anchor] = (absolute ?? target).split('#')
      const relative = path === '' ? document : normalize(`${dirname(document)}/${path}`).replaceAll('\\', '/')
      const file = absolute === undefined ? relative : path
      if (!existsSync(file)) t.fail(`${document}: ${target}`)
      else if (anchor !== undefined && file.endsWith('.md')) {
        const anchors = seen.get(file) ?? anchorsOf(file)
        seen.set(file, anchors)
        if (!anchors.has(anchor)) t.fail(`${document}: ${target} is no heading`)
      }
    }
  }
  t.ok(links > 300, `${links} links`)
})

t.test('language models find every page, in the index and in the file that holds all', async (t) => {
  const index = llmsFile()
  const full = llmsFullFile()
  for (const page of pages().filter((page) => !/^docs\/(zh\/|index|hosts\/index)/.test(page))) {
    t.match(index, `/main/${page}): `, page)
    t.ok(full.includes(read(page)), page)
  }
  t.notMatch(index, /\): *$/m, 'each with a sentence')
})

t.test('the home pages lead to pages', async (t) => {
  for (const home of ['docs/index.md', 'docs/zh/index.md']) {
    const links = [...read(home).matchAll(/^ +link: \/(.*)$/gm)].map(([, link = '']) => link)
    t.ok(links.length > 5, home)
    for (const link of links)
      t.ok(existsSync(`docs/${link.endsWith('/') ? `${link}index` : link}.md`), `${home}: ${link}`)
  }
})

t.test('the sidebars show every page', async (t) => {
  const linksOf = (items: readonly Item[]): string[] =>
    items.flatMap(({ link, items: inner = [] }) => [...(link === undefined ? [] : [link]), ...linksOf(inner)])
  const shown = new Set([...linksOf(sidebarOf('en')), ...linksOf(sidebarOf('zh'))].map((link) => `docs${link}.md`))
  const own = pages().filter((page) => !page.endsWith('index.md'))
  t.same(
    own.filter((page) => !shown.has(page)),
    [],
  )
  for (const page of shown) t.ok(existsSync(page), page)
})

t.test('every page has one title, on its first line of text', async (t) => {
  for (const page of pages().filter((page) => !/^docs\/(zh\/)?index\.md$/.test(page))) {
    t.match(read(page), /^# \S/, page)
    t.equal(
      [
        ...read(page)
          .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
          .matchAll(/^# /gm),
      ].length,
      1,
      page,
    )
  }
})

t.test('the README has at most 150 lines, and names both commands of a clone', async (t) => {
  for (const file of ['README.md', 'README.zh-CN.md']) {
    t.ok(read(file).split('\n').length <= 151, file)
    for (const command of ['npm ci && npm start', 'npm cit']) t.match(read(file), command, file)
  }
})

t.test('the README of a package has at most 45 lines, and tells the size of the package', async (t) => {
  const sizes = read('docs/versions.md')
  for (const readme of readmes) {
    const text = read(readme)
    t.ok(text.split('\n').length <= 46, `${readme}: ${text.split('\n').length - 1} lines`)
    const [, name = ''] = /^packages\/(.*)\/README\.md$/.exec(readme) ?? []
    const [, size] = /^- (\d+ kB) to download, without dependencies\./m.exec(text) ?? []
    t.match(sizes, `| \`@room-callbacks/${name}\` | ${size} |`, `${readme}: as docs/versions.md says`)
  }
  // What a terminal shows there is what the guide shows, which is compared with the program.
  const [, shown = ''] = /^```text\n([\s\S]*?)^```$/m.exec(read('packages/cli/README.md')) ?? []
  t.ok(shown.length > 100 && read('docs/cli.md').includes(shown), 'the output of the demo')
})

t.test('every test that a document names is there', async (t) => {
  const named = documents.flatMap((document) =>
    [...read(document).matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => ({ document, path })),
  )
  t.ok(named.length > 60)
  for (const { document, path } of named) t.ok(existsSync(path), `${document}: ${path}`)
})

const fences = (text: string): string[] => [...text.matchAll(/^ *```\w*\n[\s\S]*?^ *```$/gm)].map(([fence]) => fence)
const levels = (text: string): string[] =>
  [...text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').matchAll(/^(#+) /gm)].map(([, level = '']) => level)
/** What stands in code in a table or a sentence is the same in every language. */
const names = (text: string): string[] =>
  [...new Set([...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name))].sort()
const rowsOf = (text: string): number => [...withoutFences(text).matchAll(/^ *\|/gm)].length
/** The numbers in the tables that a measurement wrote. */
const figuresOf = (text: string): string[] => {
  const tables = [
    ...text.matchAll(/<!-- (?:generated: )?(?:costs|rates|needs|fates|delays|sizes) -->([\s\S]*?)<!-- \//g),
  ]
  return tables.flatMap(([, table = '']) => table.match(/\d[\d,.]*/g) ?? [])
}
const withoutFences = (text: string): string => text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')

t.test('README.zh-CN.md is in step with README.md', async (t) => {
  const [english, chinese] = [read('README.md'), read('README.zh-CN.md')]
  t.same(levels(chinese), levels(english), 'headings')
  t.same(fences(chinese), fences(english), 'snippets')
  t.same(names(chinese), names(english), 'names in code')
  t.equal(rowsOf(chinese), rowsOf(english), 'rows of tables')
})

t.test('every page is there in English and in Chinese, and both are in step', (t) => {
  const english = pages().filter((page) => !page.startsWith('docs/zh/'))
  const chineseOf = (page: string): string => page.replace(/^docs\//, 'docs/zh/')
  t.same(
    pages().filter((page) => page.startsWith('docs/zh/')),
    english.map(chineseOf),
  )
  for (const page of english) {
    const chinese = read(chineseOf(page))
    t.same(levels(chinese), levels(read(page)), `${chineseOf(page)}: headings as in the English page`)
    t.same(fences(chinese), fences(read(page)), `${chineseOf(page)}: snippets as in the English page`)
    t.same(names(chinese), names(read(page)), `${chineseOf(page)}: names in code as in the English page`)
    t.equal(rowsOf(chinese), rowsOf(read(page)), `${chineseOf(page)}: rows of tables as in the English page`)
    t.same(figuresOf(chinese), figuresOf(read(page)), `${chineseOf(page)}: figures of tables as in the English page`)
  }
  t.end()
})

t.test('a Chinese page leads to Chinese pages', (t) => {
  for (const document of documents.filter((document) => /^docs\/zh\/|^README\.zh-CN/.test(document))) {
    const targets = [...withoutCode(read(document)).matchAll(/\]\(([^)\s#:]+\.md)/g)].map(([, path = '']) =>
      normalize(`${dirname(document)}/${path}`).replaceAll('\\', '/'),
    )
    const english = targets.filter((target) => /^docs\/(?!zh\/)/.test(target))
    t.same(english, [], document)
  }
  t.notMatch(read('docs/zh/index.md'), /link: \/(?!zh\/)/, 'the home page')
  t.end()
})

t.test('the words are plain', async (t) => {
  for (const document of [...documents.filter((document) => !document.includes('/zh')), 'CHANGELOG.md']) {
    const [word] =
      /\b(?:whoever|nobody|somebody|whatever|everybody|anybody)\b/i.exec(withoutFences(read(document))) ?? []
    t.equal(word, undefined, `${document}: ${word}`)
  }
})
