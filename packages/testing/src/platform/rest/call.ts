import type { ConfigurationStore } from '../configuration/configuration-store.ts'

/** A call that was admitted. */
export interface RestCall {
  readonly query: URLSearchParams
  readonly body: { readonly [field: string]: unknown }
  readonly store: ConfigurationStore
}

/** Answers a call: the fields beside the general ones. @throws RestFailure */
export type RestApi = (call: RestCall) => RestFields | Promise<RestFields>

/** The fields of an answer. */
interface RestFields {
  readonly [field: string]: unknown
}
