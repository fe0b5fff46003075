/** A way in which a packet differs from its schema without being wrong. */
export interface Drift {
  readonly kind:
    | 'unknown-field'
    | 'unknown-word'
    | 'misplaced-field'
    | 'null-field'
    | 'empty-field'
    | 'converted-field'
    | 'digits-lost'
  /** Where, in dots; `[]` stands for every element of a list. */
  readonly path: string
  /** The unknown word, or the types between which a field was converted. */
  readonly detail?: string
}

/** Tells of drift while a packet is walked. */
export type ReportDrift = (drift: Drift) => void

/** The path of a member. */
export const memberPath = (path: string, member: string): string => (path ? `${path}.${member}` : member)

// Per packet; far more than any genuine one has.
const mostDrifts = 1000

/**
 * Collects the drifts of one packet. A hostile list repeats one of them 100,000 times, which would cost many times
 * what reading it costs: the same again is left out, and what goes beyond a bound.
 */
export function collectDrifts(drifts: Drift[]): ReportDrift {
  return (drift) => {
    const last = drifts.at(-1)
    const isSame = last?.path === drift.path && last.kind === drift.kind && last.detail === drift.detail
    if (!isSame && drifts.length < mostDrifts) drifts.push(drift)
  }
}
