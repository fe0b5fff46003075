import {
  describeResult,
  type Platform,
  playScenario,
  type ScenarioStep,
  scenarios,
  startPlatform,
} from '@room-callbacks/testing'
import { sdkAppId, token } from '../account.ts'
import { rooms } from '../server.ts'
import { disagreements } from './agree.ts'
import { fit, paint, wrap } from './screen.ts'

const programme = [
  scenarios.meeting,
  scenarios.liveWithGifts,
  scenarios.moderation,
  scenarios.battle,
  scenarios.chatRoom,
  scenarios.friendship,
  scenarios.call,
]

const textWidth = 34

const styles = { passed: 'green', changed: 'yellow', refused: 'red' } as const

/** Lets a simulated platform play an evening of rooms, chats and calls against the receiver; gives how many callbacks failed. */
export async function playEvening(url: string, signal: AbortSignal): Promise<number> {
  console.log('\nA simulated platform plays an evening. Beside what it asks\nabout first: what the client saw.')
  const platform = await startPlatform({ sdkAppId: Number(sdkAppId) })
  try {
    platform.configure({ url: `${url}/`, token })
    for (const scenario of programme) {
      const [title = '', synopsis = ''] = scenario.title.split(': ')
      console.log(`\n${paint('bold', title)}\n${wrap(synopsis, 2)}`)
      const before = platform.log.length
      await playScenario(platform, scenario, { onStep: show, signal })
      console.log(paint('dim', `  ${platform.log.length - before} callbacks`))
    }
    return sumUp(platform)
  } finally {
    await platform.close()
  }
}

function show({ text, result }: ScenarioStep): void {
  const seen = describeResult(result)
  const words = seen ? paint(styles[seen.kind], fit(seen.text, textWidth + 2)) : ''
  console.log(`  ${text.padEnd(textWidth)}${words}`.trimEnd())
}

function sumUp({ log, rooms: known }: Platform): number {
  const failed = log.filter(({ outcome }) => outcome === 'failed').length
  const asked = log.filter(({ outcome }) => outcome === 'decided').length
  console.log(`\n${log.length} callbacks, ${asked} of them asked first, ${failed} failed.`)
  const differences = known.flatMap((room) => disagreements(room, rooms.get(room.RoomId)))
  const ids = known.map(({ RoomId }) => RoomId).join(', ')
  console.log(`Still open: ${ids}.`)
  console.log(`The mirror of the rooms ${differences.length === 0 ? 'agrees with' : 'differs from'} the platform.`)
  for (const difference of differences) console.log(`  ${difference}`)
  return failed + differences.length
}
