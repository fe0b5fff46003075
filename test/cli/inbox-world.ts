import { roomCallbacks } from '@room-callbacks/node'
import { openInbox } from '@room-callbacks/sqlite'
import { inject, packet } from '@room-callbacks/testing'
import type { Test } from 'tap'
import { Running } from './run-cli.ts'
import { sdkAppId } from './servers.ts'

const entered = 'Room.CallbackAfterMemberEnter'

/** The app of docs/operate.md: its handler fails until the profile service is up. */
export async function inboxWorld(t: Test) {
  const cwd = t.testdir({ 'room-callbacks.config.json': '{}' })
  const env = { ROOM_CALLBACKS_STORE: 'sqlite:./callbacks.db' }
  let isUp = false
  const inbox = await openInbox(`${cwd}/callbacks.db`, { attempts: 3, backoff: 1, maxBackoff: 1 })
  const callbacks = roomCallbacks(sdkAppId, { inbox })
  callbacks.on(entered, () => {
    if (!isUp) throw new Error('The profile service does not answer.')
  })
  callbacks.on('error', () => {})
  callbacks.on('rejected', () => {})
  t.teardown(async () => {
    await callbacks.close({ timeout: 5000 })
    await inbox.close()
  })
  await inject(callbacks, packet(entered, { RoomId: 'r1', MemberList_Account: ['ann'], EventTime: 1670574414123 }))
  await inject(callbacks, { CallbackCommand: entered, RoomId: 'r2' })
  while ((await inbox.stats()).dead < 2) await new Promise((resolve) => setTimeout(resolve, 10))

  async function run(commandLine: string): Promise<string> {
    isUp ||= commandLine.includes('--yes')
    const ids = (await inbox.list('dead')).map(({ record }) => record.id)
    const argv = commandLine.split(' ').slice(1)
    const meant = argv.map((argument) => ids.find((id) => id.startsWith(argument.replace(/-$/, ''))) ?? argument)
    const running = new Running(meant, { cwd, env })
    await running.ended
    return mask(running.transcript)
  }
  return { run }
}

const mask = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…')
    .replaceAll(/oldest( +)(?:\d+ \w+ ?)+$/gm, 'oldest$1…')
    .replaceAll(/at \S*\/test\/cli\/inbox-world\.ts:\d+:\d+/g, 'at /app/server.ts:12:3')
    .replaceAll(/handled {4}[\d.]+/g, 'handled    …')
    .replaceAll(/(?<=:1670574414123:)[\w-]{43}/g, '-')
