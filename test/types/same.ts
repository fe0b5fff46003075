/** True where two types are the same in both directions; `any` is the same as nothing else. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles only where the value has exactly the type that is named. */
export function hasType<Expected>() {
  return <Actual>(_value: Actual, ..._mismatch: Same<Actual, Expected> extends true ? [] : [Expected]): void => {}
}
