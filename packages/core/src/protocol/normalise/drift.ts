/** A way in which a packet differs from its schema without being wrong. */
export interface Drift {
  readonly kind:
    | 'unknown-field'
    | 'unknown-word'
    | 'misplaced-field'
    | 'null-field'
    | 'empty-field'
    | 'unreadable-field'
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
