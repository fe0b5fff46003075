import type { PlatformEvent } from '../events/platform-event.ts'
import { applyFate } from '../faults/apply-fate.ts'
import type { FaultOptions } from '../faults/fault-options.ts'
import { drawFate } from '../faults/fault-plan.ts'
import { SeededRandom } from '../faults/seeded-random.ts'
import { unknownCallback } from '../faults/unknown.ts'
import { allOperations } from '../rooms/operations/all-operations.ts'
import { viewOfRoom } from '../rooms/room.ts'
import { RoomBackend } from '../rooms/room-backend.ts'
import { isQuestion } from '../send/deliver.ts'
import { draftOf, type PendingCallback } from '../send/pending-callback.ts'
import type { LoadSettings } from './read-load-options.ts'
import { actIn } from './room-life.ts'

/** Every question is answered with yes: the stream must not depend on what a receiver answers. */
const allowed = { isSent: true, answer: { ErrorCode: 0 }, isNotBlocked: false }

/** At least so many callbacks out of rooms that live: for one seed and one start always the same. */
export async function* loadCallbacks(settings: LoadSettings, count: number): AsyncGenerator<PendingCallback> {
  const { seed, rooms, rate, startTime, faults } = settings
  const chance = new SeededRandom(seed)
  const faultChance = chance.fork('faults')
  const events: PlatformEvent[] = []
  let made = 0
  const clock = (): number => startTime + Math.floor((made * 1000) / rate)
  // Every second room is a live: now and then they are nearly all there.
  const roomLimit = Math.max(1, Math.floor(rooms / 2))
  const backend = new RoomBackend({ administrators: [], roomLimit, clock }, chance.fork('rooms'), (event) => {
    events.push(event)
    return Promise.resolve(allowed)
  })
  const operations = allOperations(backend)
  for (let number = 1; made < count; number += 1) {
    const slot = chance.below(rooms)
    const product = slot % 2 === 0 ? 'conference' : 'live'
    const RoomId = `${product}-${slot}`
    const room = backend.rooms.get(RoomId)
    if (room) await actIn({ room: viewOfRoom(room), chance, operations, number })
    else await operations.createRoom({ product, RoomId, Owner_Account: `owner-${slot}` })
    for (const event of events.splice(0)) {
      made += 1
      yield* draftsOf(event, faults, faultChance)
    }
  }
}

/** What is sent for an event: more than one callback, where faults add some. */
function* draftsOf(event: PlatformEvent, faults: FaultOptions, chance: SeededRandom): Generator<PendingCallback> {
  const fate = drawFate(faults, chance, 0, isQuestion(event.packet.CallbackCommand))
  const draft = draftOf(event)
  applyFate(draft, event, fate)
  yield draft
  if (fate.copy !== 'none') yield draft
  if (fate.hasUnknownCommand) yield unknownCallback(event)
}
