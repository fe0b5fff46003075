/** What an event says of a user in a room. */
export interface Sighting {
  readonly room: string
  readonly user: string
  readonly kind: 'enter' | 'exit' | 'role'
  /** When it happened. Unit: ms since 1970. */
  readonly at: number
  /** 20: anchor. 21: audience. Absent in old editions of the events. */
  readonly role?: number | undefined
  /** Of an enter: 2 and 3 say that the user was there before, and the connection broke. */
  readonly reason?: number | undefined
}

/** How long a user was in a room. Unit: ms. */
export interface Presence {
  readonly room: string
  readonly user: string
  /** What the events prove. */
  readonly proven: number
  /** The part of it as anchor, who can publish. */
  readonly asAnchor: number
  /** As much as it can have been at most: exits are lost, and then nothing says when it ended. */
  readonly atMost: number
}

/**
 * Adds up who was where, and for how long. It keeps what was seen and not sums, so that an event that comes twice, late or in
 * the wrong order changes nothing but what it should.
 */
export class Attendance {
  /** By room and user, then by what tells one sighting from another. */
  readonly #sightings = new Map<string, Map<string, Sighting>>()
  /** When each room was closed. */
  readonly #closings = new Map<string, Set<number>>()

  /** Notes a sighting; again, it is the same one. */
  note(sighting: Sighting): void {
    const place = JSON.stringify([sighting.room, sighting.user])
    const known = this.#sightings.get(place) ?? new Map<string, Sighting>()
    this.#sightings.set(place, known.set(`${sighting.kind} ${sighting.at}`, sighting))
  }

  /** Notes that a room was closed, which ends every stay in it. */
  close(room: string, at: number): void {
    this.#closings.set(room, (this.#closings.get(room) ?? new Set()).add(at))
  }

  /** @param now For those who are still there. Unit: ms since 1970. */
  presences(now: number): Presence[] {
    return [...this.#sightings.values()].map((sightings) => {
      const [{ room, user }] = [...sightings.values()] as [Sighting]
      const closings = [...(this.#closings.get(room) ?? [])]
      return { room, user, ...add(sightings.values(), closings, now) }
    })
  }
}

const anchor = 20
// Events of one millisecond: a user enters, changes the role, and leaves.
const rank = { enter: 0, role: 1, exit: 2, closing: 3 } as const

interface Step {
  readonly kind: keyof typeof rank
  readonly at: number
  readonly role?: number | undefined
  readonly reason?: number | undefined
}

/** A stay that is not over. */
interface Stay {
  /** The last event that proves the user in the room. */
  seen: number
  role: number | undefined
}

function add(sightings: Iterable<Sighting>, closings: readonly number[], now: number) {
  const steps: Step[] = [...sightings, ...closings.map((at) => ({ kind: 'closing', at }) as const)]
  steps.sort((one, other) => one.at - other.at || rank[one.kind] - rank[other.kind])
  const total = { proven: 0, asAnchor: 0, atMost: 0 }
  let stay: Stay | undefined
  const prove = (stay: Stay, until: number): void => {
    const time = until - stay.seen
    total.proven += time
    total.atMost += time
    if (stay.role === anchor) total.asAnchor += time
    stay.seen = until
  }
  for (const { kind, at, role, reason = 1 } of steps) {
    if (kind === 'enter') {
      // The exit before it was lost, unless the user only came back after the connection broke.
      if (stay && reason === 1) total.atMost += at - stay.seen
      else if (stay) prove(stay, at)
      stay = { seen: at, role }
    } else if (kind === 'role') {
      // The enter before it was lost: the user is there from now on at least.
      stay ??= { seen: at, role }
      prove(stay, at)
      stay.role = role
    } else if (stay) {
      prove(stay, at)
      stay = undefined
    }
  }
  // Still there, or the exit was lost: only the last event is proof.
  if (stay) total.atMost += Math.max(now - stay.seen, 0)
  return total
}
