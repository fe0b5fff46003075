import type { inboxEventMeanings, tracingMeanings } from './channel-tables.ts'
import type { successMeanings } from './success-meanings.ts'

type Meanings<Table> = { readonly [name in keyof Table]: string }

// Of what only the documentation says, the Chinese pages have a text of their own. A name without one does not compile.

export const successMeaningsInChinese: Meanings<typeof successMeanings> = {
  handled: '所有处理函数都已运行；Before 回调的应答是它的决定。',
  accepted: '先应答；处理函数现在运行。',
  unhandled: '有效，但没有处理函数；Before 回调得到 fallback 的应答。',
  'unknown-command': '目录中没有：按腾讯的要求应答 OK。',
  duplicate: '之前投递过：应答与第一次投递相同。',
  'timed-out': '期限先到：After 回调继续运行，Before 回调得到 fallback 的应答。',
  checked: '控制台检查了 URL：有签名，没有回调。',
  fallback: 'Before 回调的处理函数抛出异常：得到 fallback 的应答。',
}

export const inboxEventMeaningsInChinese: Meanings<typeof inboxEventMeanings> = {
  stored: '回调到达，并已存储。',
  duplicate: '到达的回调还在保存，或在 `window` 之内已处理。',
  unhandled: '到达的回调没有任何进程有处理函数；它是死信。',
  full: '收件箱已满，回调被拒绝。',
  handled: '处理函数成功；此后只记住它的 id。',
  delayed: '一次尝试失败；还会再次尝试。',
  dead: '最后一次尝试失败，或再试也没有用。',
  retried: '运维人员给了死信新的尝试。',
  purged: '运维人员删除了一个条目。',
  expired: '死信的保留时间达到 `retention`，已被删除。',
}

export const tracingMeaningsInChinese: Meanings<typeof tracingMeanings> = {
  receive: '一个回调的全部过程，从到达到应答；`result.outcome` 说明它的结果。',
  authenticate: '检查签名。',
  read: '读取请求体。',
  parse: '解析请求体。',
  validate: '按命令的格式检查数据包。',
  deduplicate: '查找重复，以及之后的处理；没有收件箱时。',
  handle: '在请求中运行处理函数。',
  store: '存储回调。开始时写入 `carrier` 的内容会一起存储。',
  deliver:
    '对已存储的回调的一次尝试：`attempt` 是第几次，`carrier` 是存储的内容；`result.state` 和 `result.code` 说明它的结果。',
}
