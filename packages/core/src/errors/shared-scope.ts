/** Written in by the build. Sources are of no release, and share with nothing that was built. */
declare const ROOM_CALLBACKS_VERSION: string | undefined

const version = typeof ROOM_CALLBACKS_VERSION === 'undefined' ? 'source' : ROOM_CALLBACKS_VERSION

/** A symbol that the copies of this release share. */
export const sharedKey = (name: string): symbol => Symbol.for(`@room-callbacks/core@${version}/${name}`)

/**
 * What a process has once, though this package may be loaded twice: as ES modules and as CommonJS, which Jest and old
 * bundlers take. Another release does not share: its objects are of another shape.
 */
export function sharedScope<Value extends object>(name: string, make: () => Value): Value {
  const scope = globalThis as unknown as Record<symbol, Value | undefined>
  const key = sharedKey(name)
  scope[key] ??= make()
  return scope[key]
}

const ordinary = Function.prototype[Symbol.hasInstance]

/** Lets `instanceof` say yes to the instances of the other copy of a class. Classes that extend it keep their own. */
export function shareInstances(type: { readonly prototype: object }, name: string): void {
  const mark = sharedKey(name)
  Object.defineProperty(type.prototype, mark, { value: true })
  Object.defineProperty(type, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (this !== type) return ordinary.call(this as () => void, value)
      return typeof value === 'object' && value !== null && mark in value
    },
  })
}
