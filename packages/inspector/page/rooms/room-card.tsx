import type { ShownRoom } from '../../src/wire.ts'
import { timeOf } from '../format.ts'
import { filters } from '../state/filters.ts'
import { view } from '../state/view.ts'
import { Seats } from './seats.tsx'

// Of one room; how many more there are is told.
const mostShown = 60

/** A room with its people. */
export function RoomCard({ room }: { readonly room: ShownRoom }) {
  const { roomId, name, type, owner, members, admins, seats, memberCount, changedAt } = room
  return (
    <article class="room-card" aria-label={`Room ${roomId}`}>
      <header>
        <h2>{name ?? roomId}</h2>
        {type && <span class="badge">{type}</span>}
        <time class="faint number">{timeOf(changedAt)}</time>
      </header>
      <p class="hint">
        <button type="button" class="link" onClick={() => showCallbacksOf(roomId)}>
          {roomId}
        </button>
        {owner !== undefined && <span>owner {owner}</span>}
        {memberCount !== undefined && <span class="number">{memberCount} members by the platform's count</span>}
      </p>
      {seats.length > 0 && <Seats seats={seats} />}
      <ul class="members" aria-label="Members">
        {members.slice(0, mostShown).map((account) => (
          <li key={account} class={account === owner ? 'owner' : undefined}>
            {account}
            {admins.includes(account) && <span class="faint"> admin</span>}
          </li>
        ))}
        {members.length > mostShown && <li class="faint">and {members.length - mostShown} more</li>}
      </ul>
    </article>
  )
}

function showCallbacksOf(roomId: string): void {
  filters.room.value = roomId
  view.value = 'callbacks'
}
