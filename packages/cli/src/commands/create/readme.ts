import { type FrameworkRow, localUrl } from './frameworks.ts'

const path = new URL(localUrl).pathname
const site = 'https://github.com/room-callbacks/room-callbacks'

/** The README of a start. */
export function readmeOf({ title, deploy, handlers = 'src/callbacks.ts' }: FrameworkRow, isServed: boolean): string {
  return [
    '# {{name}}',
    '',
    `Receives callbacks of Tencent RTC: ${title}. Written by \`npx @room-callbacks/cli create\`.`,
    '',
    ...block('npm install', 'npm test', ...(isServed ? ['npm run dev'] : [])),
    ...(isServed ? sending : []),
    `- \`${handlers}\` has a handler for each callback that you want. \`npx room-callbacks list\` shows all of them.`,
    '- `.env` has the SDKAppID of your app and the token of its callback settings. It is not committed: set the same',
    '  environment variables where it runs.',
    `- In the console of Tencent, enter the public address as callback URL${isServed ? `, such as https://example.com${path}` : ''}.`,
    '',
    'Go live:',
    '',
    ...block(deploy),
    `Guides, options and error codes: ${site}`,
    '',
  ].join('\n')
}

const block = (...lines: readonly string[]): string[] => ['```sh', ...lines, '```', '']

const sending = [
  'In a second terminal, send a callback as Tencent does, and have the receiver examined:',
  '',
  ...block('npm run send -- Live.CallbackBeforeSendGift --set GiftWater.Count=500', 'npm run doctor'),
]
