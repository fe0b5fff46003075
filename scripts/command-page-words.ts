import type { Language } from '../packages/core/scripts/table-words.ts'

/** What the pages of the commands say in a language, beside names, samples, and the descriptions of the schemas. */
interface PageWords {
  readonly introduction: (families: string) => string
  readonly phases: { readonly after: string; readonly before: string; readonly answering: string }
  readonly titles: { readonly [family: string]: string }
  /** The head of the table of fields. */
  readonly fields: readonly string[]
  readonly yes: string
  readonly kinds: { readonly [kind: string]: string }
  readonly listOf: (kind: string) => string
  readonly listed: (words: string) => string
  readonly products: (names: string) => string
  readonly documents: (links: string) => string
  readonly aliases: (names: string) => string
  readonly verdicts: (names: string) => string
  readonly codes: (first: number, last: number) => string
  readonly platformDefault: { readonly allow: string; readonly deny: string }
  readonly answerField: (field: string, description: string) => string
  readonly orderKey: (kind: string) => string
  readonly orderKinds: { readonly [kind: string]: string }
  readonly sample: (product: string, variant: string | undefined) => string
  readonly comma: string
  readonly colon: string
}

export const pageWords: { readonly [language in Language]: PageWords } = {
  en: {
    introduction: (families) => `${families}, from the code. [All commands](../commands.md)`,
    phases: {
      after: 'After: it has happened, and the answer changes nothing.',
      before: 'Before: the answer decides.',
      answering: 'Answering: the platform uses the data in the answer.',
    },
    titles: {
      'call-v1': 'Call v1',
      c2c: 'C2C',
      'rtc-engine': 'RTC Engine',
      'official-account': 'Official account',
    },
    fields: ['Field', 'Type', 'Always there', 'Meaning'],
    yes: 'yes',
    kinds: {},
    listOf: (kind) => `list of ${kind}`,
    listed: (words) => ` ${words}.`,
    products: (names) => `Products: ${names}.`,
    documents: (links) => `Documents: ${links}.`,
    aliases: (names) => `Also written: ${names}.`,
    verdicts: (names) => `Verdicts: ${names}.`,
    codes: (first, last) => `Codes that the client sees: ${first} to ${last}.`,
    platformDefault: { allow: 'Without an answer: it happens.', deny: 'Without an answer: it is blocked.' },
    answerField: (field, description) => `Field of the answer: \`${field}\`, ${description}`,
    orderKey: (kind) => `With \`order: 'key'\` it is ordered by: ${kind}.`,
    orderKinds: {},
    sample: (product, variant) => `Sample, ${product}${variant ? ` (${variant})` : ''}:`,
    comma: ', ',
    colon: ': ',
  },
  zh: {
    introduction: (families) =>
      `${families}，由代码生成。命令和字段的说明只有英文，与代码中的相同。[全部命令](../commands.md)`,
    phases: {
      after: 'After：事情已经发生，应答不会改变它。',
      before: 'Before：由应答决定。',
      answering: 'Answering：平台使用应答中的数据。',
    },
    titles: {
      alert: 'Alert（告警）',
      bot: 'Bot（机器人）',
      c2c: 'C2C（单聊）',
      call: 'Call（通话）',
      'call-v1': 'Call v1（旧版通话）',
      chatbot: 'Chatbot（智能机器人）',
      content: 'Content（内容审核）',
      desk: 'Desk（客服）',
      follow: 'Follow（关注）',
      group: 'Group（群组）',
      live: 'Live（直播）',
      mic: 'Mic（麦位）',
      'official-account': 'Official account（公众号）',
      profile: 'Profile（资料）',
      push: 'Push（推送）',
      room: 'Room（房间）',
      'rtc-engine': 'RTC Engine',
      sns: 'Sns（关系链）',
      state: 'State（在线状态）',
    },
    fields: ['字段', '类型', '必有', '含义'],
    yes: '是',
    kinds: {
      flag: '布尔',
      identifier: 'ID',
      integer: '整数',
      object: '对象',
      occupant: '占用者',
      open: '任意',
      text: '文本',
      word: '枚举',
    },
    listOf: (kind) => `${kind}列表`,
    listed: (words) => ` 取值：${words}。`,
    products: (names) => `产品：${names}。`,
    documents: (links) => `文档：${links}。`,
    aliases: (names) => `也写作：${names}。`,
    verdicts: (names) => `决定：${names}。`,
    codes: (first, last) => `客户端看到的错误码：${first} 到 ${last}。`,
    platformDefault: { allow: '没有应答时：允许。', deny: '没有应答时：拦截。' },
    answerField: (field, description) => `应答的字段：\`${field}\`，${description}`,
    orderKey: (kind) => `使用 \`order: 'key'\` 时，顺序按：${kind}。`,
    orderKinds: {
      account: '账号',
      call: '通话',
      conversation: '会话',
      room: '房间或群组',
      session: '客服会话',
      task: '任务',
      user: '用户',
    },
    sample: (product, variant) => `示例，${product}${variant ? `（${variant}）` : ''}：`,
    comma: '、',
    colon: '：',
  },
}
