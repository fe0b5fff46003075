import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { sidebarOf } from './sidebar.ts'
import { slugOf } from './slug.ts'

const docs = fileURLToPath(new URL('..', import.meta.url))
const root = resolve(docs, '..')
const repository = 'https://github.com/room-callbacks/room-callbacks'

export default defineConfig({
  title: 'room-callbacks',
  description: 'Receive the server callbacks of Tencent RTC in the Node server that you already have.',
  srcDir: '.',
  // Pages of a GitHub project stand below its name.
  base: process.env['DOCS_BASE'] ?? '/',
  cleanUrls: true,
  // A broken link is an error. Addresses of the reader's own machine are no links.
  ignoreDeadLinks: 'localhostLinks',
  lastUpdated: false,
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      const defaultLink = markdown.renderer.rules.link_open
      markdown.renderer.rules.link_open = (tokens, index, options, env: { path?: string }, self) => {
        const token = tokens[index]
        const href = token?.attrGet('href')
        if (token && href && env.path) token.attrSet('href', siteLink(href, env.path))
        return defaultLink ? defaultLink(tokens, index, options, env, self) : self.renderToken(tokens, index, options)
      }
    },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        // API pages would make the index three times as large; they have a page of their own.
        _render: (source, env, markdown) => (env.relativePath.startsWith('api/') ? '' : markdown.render(source, env)),
        miniSearch: {
          options: {
            // Chinese has no spaces: without a segmenter a whole clause would be one word. VitePress sends this function to the browser as
            // text, so it uses nothing from outside.
            tokenize(text) {
              const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
              return text
                .split(/[\n\r\p{Z}\p{P}]+/u)
                .flatMap((word) =>
                  /\p{Script=Han}/u.test(word) ? Array.from(segmenter.segment(word), ({ segment }) => segment) : [word],
                )
            },
          },
        },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                noResultsText: '没有结果',
                resetButtonTitle: '清除',
                footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
    socialLinks: [{ icon: 'github', link: repository, ariaLabel: 'GitHub' }],
    outline: [2, 3],
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Start', link: '/start' },
          { text: 'Hosts', link: '/hosts/' },
          { text: 'Commands', link: '/reference/commands' },
          { text: 'Troubleshooting', link: '/troubleshooting' },
          ...apiEntry('API'),
        ],
        sidebar: sidebarOf('en'),
      },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      themeConfig: {
        nav: [
          { text: '开始', link: '/zh/start' },
          { text: '框架与平台', link: '/zh/hosts/' },
          { text: '命令', link: '/zh/reference/commands' },
          { text: '排错', link: '/zh/troubleshooting' },
          ...apiEntry('API'),
        ],
        sidebar: sidebarOf('zh'),
        outline: { level: [2, 3], label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '主题',
        lightModeSwitchTitle: '浅色',
        darkModeSwitchTitle: '深色',
        sidebarMenuLabel: '菜单',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        skipToContentLabel: '跳到正文',
      },
    },
  },
})

/** API pages are there when TypeDoc has made them. */
function apiEntry(text: string): { text: string; link: string }[] {
  return existsSync(resolve(docs, 'api/index.md')) ? [{ text, link: '/api/' }] : []
}

/** A link that leaves docs/ leads to the repository; on GitHub it works as it stands. */
function siteLink(href: string, page: string): string {
  if (/^(\w+:|#|\/)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = resolve(dirname(page), decodeURI(path))
  if (!relative(docs, target).startsWith('..')) return href
  const kind = /\.\w+$/.test(target) ? 'blob' : 'tree'
  return `${repository}/${kind}/main/${relative(root, target)}${anchor === undefined ? '' : `#${anchor}`}`
}
