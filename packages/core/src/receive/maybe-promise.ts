/** A value now or later. What is here already is not waited for: that would cost every callback a turn. */
export type MaybePromise<Value> = Value | Promise<Value>

/** Whether a value has to be waited for. */
export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
