/** The options, checked and complete. */
export interface InspectorSettings {
  /** Without a slash at its end; empty for the root. */
  readonly path: string
  readonly secret: string | undefined
  readonly capacity: number
  readonly memory: number
  readonly record: 'always' | 'watched'
  readonly allowRemote: boolean
  readonly hosts: readonly string[]
}
