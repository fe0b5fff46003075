/** One row of an options table. */
export interface OptionRow {
  readonly type: string
  readonly unit?: string
  readonly default?: string | number | boolean
  readonly description: string
}
