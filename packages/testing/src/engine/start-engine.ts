import { CallbackSender } from '../platform/send/callback-sender.ts'
import { SimulationError } from '../platform/simulation-error.ts'
import type { Engine } from './engine.ts'
import { ManualClock, SystemClock } from './engine-clock.ts'
import { type EngineOptions, requireEngineOptions, requireKey } from './engine-options.ts'
import { RoomEngine } from './room-engine.ts'

/**
 * Starts a simulated RTC Engine, which tells a receiver of what happens in its rooms: signed over the bytes, with 5 s for an
 * answer, and again at once and every 10 s for a minute where the answer is not 200 (39558, 54913).
 *
 * @throws `invalid-option`
 * @example
 * const engine = await startEngine({ url: 'http://127.0.0.1:3000', key: 'secret', startsAt: 1_700_000_000_000 })
 * await engine.enter(4711, 'alice')
 * await engine.advance(60_000)
 * await engine.leave(4711, 'alice')
 * await engine.close()
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  requireEngineOptions(options)
  const { url, sdkAppId = 1400000000, key, timeout = 5000, startsAt } = options
  const clock = startsAt === undefined ? new SystemClock() : new ManualClock(startsAt)
  const sender = await CallbackSender.hire(timeout)
  const engine = new RoomEngine({ clock, sender, url: new URL(url), sdkAppId, key, isClosed: false })
  return {
    enter: (...entry) => engine.enter(...entry),
    leave: (...exit) => engine.leave(...exit),
    changeRole: (...change) => engine.changeRole(...change),
    publish: (RoomId, UserId, stream) => engine.setStream(RoomId, UserId, stream, true),
    unpublish: (RoomId, UserId, stream) => engine.setStream(RoomId, UserId, stream, false),
    record: (...recording) => engine.record(...recording),
    setKey(key) {
      requireKey(key)
      engine.line.key = key
    },
    sent: engine.sent,
    now: () => clock.now(),
    async advance(duration) {
      if (!(clock instanceof ManualClock)) {
        throw new SimulationError(
          'invalid-option',
          'The engine has the time of this machine, which nothing moves on: start it with startsAt.',
        )
      }
      await clock.advance(duration, () => engine.quiet())
    },
    settled: () => engine.settled(),
    async close() {
      engine.line.isClosed = true
      clock.stop()
      await sender.close()
      await engine.settled()
    },
  }
}
