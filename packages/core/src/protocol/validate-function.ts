/** One violation, as Ajv reports it. */
export interface Violation {
  readonly instancePath: string
  readonly keyword: string
  readonly params: { readonly [name: string]: unknown }
  readonly message?: string
}

/** A compiled validator: true when the value fits, else `errors` tells why until its next call. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly Violation[] | null
}
