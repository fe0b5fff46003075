/** A language of the documentation. */
export type Language = 'en' | 'zh'

/** What the heads and the fixed cells of the tables say. Texts that the program prints too are English in both languages. */
export interface TableWords {
  readonly commands: readonly string[]
  readonly also: string
  readonly families: readonly string[]
  readonly questions: readonly string[]
  readonly options: readonly string[]
  readonly inboxEvents: readonly string[]
  readonly tracingChannels: readonly string[]
  readonly outcomes: readonly string[]
  readonly errors: readonly string[]
  /** What stands between a phase and its verdicts, and between two verdicts. */
  readonly colon: string
  readonly comma: string
  readonly codes: (first: number, last: number) => string
  readonly platformDefault: { readonly allow: string; readonly deny: string }
}

/** The Chinese pages are in docs/zh. */
export const languageOf = (path: string): Language => (/docs[/\\]zh[/\\]/.test(path) ? 'zh' : 'en')

export const tableWords: { readonly [language in Language]: TableWords } = {
  en: {
    commands: ['Command', 'Phase', 'What it tells', 'Documents'],
    also: 'also ',
    families: ['Family', 'Commands', 'Of them ask first', 'Their answer holds data'],
    questions: ['Command', 'Verdicts', 'Codes that the client sees', 'Fields of the answer', 'When nothing decides'],
    options: ['Option', 'Type', 'Default', 'Meaning'],
    inboxEvents: ['Type', 'Meaning'],
    tracingChannels: ['Channel', 'What runs inside'],
    outcomes: ['Outcome', 'Status', 'Meaning'],
    errors: ['Code', 'Status', 'Meaning', 'What to do'],
    colon: ': ',
    comma: ', ',
    codes: (first, last) => `${first} to ${last}`,
    platformDefault: { allow: 'it happens', deny: 'it is blocked' },
  },
  zh: {
    commands: ['命令', '种类', '内容', '文档'],
    also: '也写作 ',
    families: ['命令类别', '命令数', '其中先询问的', '应答中有数据的'],
    questions: ['命令', '决定', '客户端看到的错误码', '应答的字段', '没有决定时'],
    options: ['选项', '类型', '默认值', '含义'],
    inboxEvents: ['类型', '含义'],
    tracingChannels: ['通道', '其中运行什么'],
    outcomes: ['结果', '状态码', '含义'],
    errors: ['代码', '状态码', '含义', '怎么办'],
    colon: '：',
    comma: '、',
    codes: (first, last) => `${first} 到 ${last}`,
    platformDefault: { allow: '允许', deny: '拦截' },
  },
}
