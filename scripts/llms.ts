import { existsSync, readFileSync } from 'node:fs'
import { type Item, sidebarOf } from '../docs/.vitepress/sidebar.ts'

const docs = new URL('../docs/', import.meta.url)
const repository = 'https://github.com/room-callbacks/room-callbacks'
const raw = 'https://raw.githubusercontent.com/room-callbacks/room-callbacks/main'

const head = `# room-callbacks

> A TypeScript library for Node that receives the server callbacks of Tencent RTC (Conference, Live, Chat, Call, RTC Engine) in the
> server that an app has: Express, Koa, Fastify, NestJS, Hono, node:http, Next, Workers, Deno, Bun, Lambda, SCF.
`

/** The index of the site for language models, as llmstxt.org describes it. */
export function llmsFile(): string {
  const groups = sidebarOf('en').map(({ text, items = [] }) => {
    const lines = pagesIn(items).map((page) => `- [${titleOf(page)}](${raw}/docs/${page}): ${summaryOf(page)}`)
    return `## ${text}\n\n${lines.join('\n')}\n`
  })
  const skill = `- [SKILL.md](${raw}/skills/room-callbacks/SKILL.md): how to add the library to an app, step by step.`
  return [head, `## For coding agents\n\n${skill}\n`, ...groups].join('\n')
}

/** Every page of the site in one file, in the order of the sidebar. */
export function llmsFullFile(): string {
  const pages = sidebarOf('en').flatMap(({ items = [] }) => pagesIn(items))
  return [head, ...pages.map((page) => `<!-- ${repository}/blob/main/docs/${page} -->\n\n${read(page)}`)].join('\n')
}

/** The files of the English pages, from docs on. Those that TypeDoc makes are not committed. */
const pagesIn = (items: readonly Item[]): string[] =>
  items
    .flatMap(({ link, items: inner = [] }) => [
      ...(link === undefined ? [] : [`${link.slice(1)}.md`]),
      ...pagesIn(inner),
    ])
    .filter((page) => existsSync(new URL(page, docs)))

const read = (page: string): string => readFileSync(new URL(page, docs), 'utf8').replaceAll('\r\n', '\n')

const titleOf = (page: string): string => /^# (.*)$/m.exec(read(page))?.[1]?.replaceAll('`', '') ?? page

/** The first sentence below the title. */
function summaryOf(page: string): string {
  const [, ...blocks] = read(page).split(/\n{2,}/)
  const text = blocks.find((block) => /^[A-Z"`[]/.test(block))?.replaceAll('\n', ' ') ?? ''
  const [sentence = text] = /^.*?[.:](?= |$)/.exec(text) ?? []
  return sentence.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/:$/, '.')
}
