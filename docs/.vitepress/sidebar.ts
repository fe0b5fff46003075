import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** A page or a group of the sidebar, as VitePress takes it. */
export interface Item {
  readonly text: string
  readonly link?: string
  readonly items?: readonly Item[]
}

const root = new URL('../', import.meta.url)

/**
 * The pages in the order in which they are read. A page that is not listed here stands at the end of the group of its folder:
 * `Guides` for docs/, so that a new file needs no entry.
 */
const groups: readonly { readonly en: string; readonly zh: string; readonly pages: readonly string[] }[] = [
  { en: 'Begin', zh: '开始', pages: ['start', 'comparison'] },
  {
    en: 'Hosts',
    zh: '框架与平台',
    pages: ['express', 'koa', 'node', 'fastify', 'nestjs', 'hono', 'next', 'workers', 'web', 'functions'].map(
      (name) => `hosts/${name}`,
    ),
  },
  {
    en: 'Guides',
    zh: '指南',
    pages: [
      'handlers',
      'deciding',
      'chat',
      'rtc-engine',
      'authentication',
      'body-parsers',
      'inbox',
      'order',
      'sqlite',
      'postgres',
      'redis',
    ],
  },
  {
    en: 'Operation',
    zh: '运维',
    pages: ['deploying', 'production', 'operate', 'monitoring', 'troubleshooting', 'scale', 'promises'],
  },
  { en: 'Tools', zh: '工具', pages: ['testing', 'cli', 'inspector', 'configure'] },
  {
    en: 'Reference',
    zh: '参考',
    pages: ['commands', 'options', 'errors', 'channels', 'client'].map((name) => `reference/${name}`),
  },
  { en: 'Recipes', zh: '实例', pages: [] },
  { en: 'Project', zh: '项目', pages: ['versions', 'architecture'] },
]

/** Which group an unlisted page of a folder belongs to. */
const homes: { readonly [folder: string]: string } = {
  '': 'Guides',
  'hosts/': 'Hosts',
  'recipes/': 'Recipes',
  'reference/': 'Reference',
}

/** The sidebar of a language: `prefix` is its folder, empty for English. */
export function sidebarOf(language: 'en' | 'zh'): Item[] {
  const prefix = language === 'zh' ? 'zh/' : ''
  const listed = new Set(groups.flatMap(({ pages }) => pages))
  return groups.flatMap((group) => {
    const others = Object.entries(homes).flatMap(([folder, home]) =>
      home === group.en ? namesIn(folder).map((name) => folder + name) : [],
    )
    const pages = [...group.pages, ...others.filter((page) => !listed.has(page))]
    const items = pages.flatMap((page) => itemOf(prefix, page))
    if (items.length === 0) return []
    return [{ text: group[language], items: group.en === 'Reference' ? [...items, ...familiesOf(prefix)] : items }]
  })
}

/** A page that is there; a Chinese page that is not there is its English one. */
function itemOf(prefix: string, page: string): Item[] {
  const text = titleOf(prefix + page)
  if (text !== undefined) return [{ text, link: `/${prefix}${page}` }]
  const english = prefix === '' ? undefined : titleOf(page)
  return english === undefined ? [] : [{ text: `${english} (English)`, link: `/${page}` }]
}

const familiesOf = (prefix: string): Item[] => [
  {
    text: prefix === '' ? 'Commands by family' : '各类命令',
    items: namesIn('reference/commands/').flatMap((name) => itemOf(prefix, `reference/commands/${name}`)),
  },
]

function namesIn(folder: string): string[] {
  const place = new URL(folder, root)
  return (existsSync(place) ? readdirSync(place) : [])
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .map((name) => name.replace(/\.md$/, ''))
    .sort()
}

/** The first heading of a page. */
function titleOf(page: string): string | undefined {
  const file = new URL(`${page}.md`, root)
  return existsSync(file) ? /^# (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.replaceAll('`', '') : undefined
}
