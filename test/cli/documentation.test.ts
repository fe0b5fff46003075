import { readFileSync, writeFileSync } from 'node:fs'
import { commandTable, exitCodes, failures, settingTable } from '@room-callbacks/cli'
import { sampleText } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { startPlatform } from '../unhurried.ts'
import { inboxWorld } from './inbox-world.ts'
import { Running, runCli } from './run-cli.ts'
import { receiverFor, sdkAppId, serveFor, token } from './servers.ts'

/** Writes what is printed into the documents, instead of comparing. */
const isUpdate = process.env['UPDATE_DOCUMENTATION'] === '1'
const page = 'docs/cli.md'

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...heading), row(...heading.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')

const tables: { readonly [name: string]: string } = {
  'cli-commands': table(
    ['Command', 'What it does'],
    commandTable.map(({ usage, summary }) => [`\`${usage}\``, summary]),
  ),
  'cli-settings': table(
    ['In the file', 'Variable', 'Flag', 'Default', 'What it is'],
    Object.entries(settingTable).map(([name, { variable, flag, description, ...more }]) => [
      `\`${name}\``,
      `\`${variable}\``,
      flag ? `\`--${flag}\`` : '',
      more.default ?? '',
      description,
    ]),
  ),
  'cli-exit-codes': table(
    ['Code', 'Name', 'Meaning'],
    Object.entries(exitCodes).map(([name, { code, meaning }]) => [String(code), `\`${name}\``, meaning]),
  ),
  'cli-errors': table(
    ['Error', 'Ends with', 'What helps'],
    Object.entries(failures).map(([code, { exit, hint }]) => [`\`${code}\``, String(exitCodes[exit].code), hint]),
  ),
}

t.test('the tables of docs/cli.md are those of the code', async (t) => {
  const text = readFileSync(page, 'utf8')
  const section = /(<!-- generated: (cli-[a-z-]+) -->\n)[\s\S]*?(<!-- \/generated -->)/g
  const made = text.replaceAll(section, (_, start, name, end) => `${start}\n${tables[name]}\n\n${end}`)
  if (isUpdate) writeFileSync(page, made)
  else t.equal(text, made)
  t.same(new Set([...text.matchAll(section)].map(([, , name]) => name)), new Set(Object.keys(tables)))
})

t.test('every command prints what the guides show', async (t) => {
  await compare(t, page, await worldOf())
  await compare(t, 'docs/operate.md', await inboxWorld(t))
  for (const { usage } of commandTable)
    t.ok(covered.has(usage.split(' ')[0] as string) || usage === 'completion', usage)
})

/** Runs each command of a guide, one after the other. */
async function compare(t: Test, guide: string, world: { readonly run: (commandLine: string) => Promise<string> }) {
  const text = readFileSync(guide, 'utf8')
  let made = ''
  let end = 0
  for (const { 1: commandLine = '', index, 0: block } of text.matchAll(/^```console\n\$ (.*)\n[\s\S]*?^```$/gm)) {
    const printed = await world.run(commandLine)
    const shown = `\`\`\`console\n$ ${commandLine}\n${printed}\`\`\``
    if (!isUpdate) t.equal(block, shown)
    made += text.slice(end, index) + shown
    end = index + block.length
    covered.add(commandLine.split(' ', 2)[1] as string)
  }
  if (isUpdate) writeFileSync(guide, made + text.slice(end))
}

const covered = new Set<string>()

/** What is done while a command listens at a URL. */
const meanwhile: { readonly [command: string]: readonly string[][] } = {
  listen: [
    ['send', 'Room.CallbackAfterMemberEnter', '--set', 'Mood=merry'],
    ['send', 'Room.CallbackAfterMemberEnter', '--bad-sign'],
  ],
  forward: [['send', 'Live.CallbackBeforeSendGift', '--set', 'GiftWater.Count=500']],
}

/** The servers of the guide, which it calls by ports of its own. */
async function worldOf() {
  const receiver = await receiverFor(t)
  const careless = await serveFor(t, (request, response) => {
    const ok = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}'
    request.resume().on('end', () => response.end(ok))
  })
  const platform = await startPlatform()
  t.teardown(() => platform.close())
  const places = { 'http://localhost:3000': receiver.url, 'http://localhost:4000': careless.url }
  const packets = (['Room.CallbackAfterCreateRoom', 'Live.CallbackBeforeSendGift'] as const).map((command) =>
    JSON.stringify(JSON.parse(sampleText(command))),
  )
  const cwd = t.testdir({
    'room-callbacks.config.json': JSON.stringify({ sdkAppId, token, url: receiver.url }),
    'evening.jsonl': packets.join('\n'),
  })
  const env = {
    ROOM_CALLBACKS_CONFIG: 'room-callbacks.config.json',
    ROOM_CALLBACKS_SECRET_KEY: platform.secretKey,
    ROOM_CALLBACKS_API_URL: platform.url,
  }

  async function run(commandLine: string): Promise<string> {
    const [, command = '', ...argv] = commandLine.split(' ')
    const placed = argv.map((argument) => places[argument as keyof typeof places] ?? argument.replace(/^3001$/, '0'))
    const running = new Running([command, ...placed], { cwd, env })
    const others = meanwhile[command] ?? []
    for (const other of others) await runCli([...other, '--url', await running.url()], { cwd, env })
    if (others.length > 0) {
      // What it prints about the last of them may come after its answer.
      await running.until('stdout', command === 'forward' ? /target/ : /bad-signature/)
      await running.interrupt()
    }
    await running.ended
    return mask(running.transcript)
  }

  const mask = (text: string): string =>
    Object.entries(places)
      .reduce((masked, [shown, actual]) => masked.replaceAll(actual, shown), text)
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:3001')
      .replaceAll(/secret=[\w-]{24}/g, 'secret=…')
      .replaceAll(/\d+\.\d ms/g, '… ms')
      .replaceAll(/in \d+\.\d s, [\d,]+ a second/g, 'in … s, … a second')
      .replaceAll(/^\d\d:\d\d:\d\d\.\d{3}/gm, '…')
      .replaceAll(/"EventTime":\d{13}/g, '"EventTime":…')

  return { run }
}
