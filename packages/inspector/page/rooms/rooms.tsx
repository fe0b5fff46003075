import { useEffect, useState } from 'preact/hooks'
import type { ShownRoom } from '../../src/wire.ts'
import { get } from '../api.ts'
import { totals } from '../state/view.ts'
import { RoomCard } from './room-card.tsx'

/** Who is in which room, and on which seat, as far as the callbacks told. */
export function Rooms() {
  const [rooms, setRooms] = useState<readonly ShownRoom[] | undefined>(undefined)
  const { roomChanges } = totals.value
  // Fetched anew with every change of a room; the stream tells of some of them at once.
  useEffect(() => {
    void get<readonly ShownRoom[]>('rooms').then(setRooms)
  }, [roomChanges])
  if (rooms === undefined) return <main class="rooms" aria-busy />
  return (
    <main class="rooms" aria-label="Rooms">
      {rooms.length === 0 && (
        <div class="empty">
          <p>No room yet.</p>
          <p class="hint">A room appears with the first callback about it, and goes when it is destroyed.</p>
        </div>
      )}
      {rooms.map((room) => (
        <RoomCard key={`${room.sdkAppId}/${room.roomId}`} room={room} />
      ))}
    </main>
  )
}
