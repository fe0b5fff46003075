import type { ShownSeat } from '../../src/wire.ts'

/** The seats of a room: who sits there, and what is locked. */
export function Seats({ seats }: { readonly seats: readonly ShownSeat[] }) {
  return (
    <ol class="seats" aria-label="Seats">
      {seats.map((seat) => (
        <li key={seat.index} class={seat.account === undefined ? 'seat free' : 'seat'}>
          <span class="faint number">{seat.index}</span>
          <span class="who">{seat.account ?? (seat.isTakenDisabled ? 'locked' : 'free')}</span>
          {seat.isAudioDisabled && <span class="badge">audio off</span>}
          {seat.isVideoDisabled && <span class="badge">video off</span>}
        </li>
      ))}
    </ol>
  )
}
