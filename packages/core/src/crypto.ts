type Crypto = typeof import('node:crypto')

let loaded: Crypto | undefined

/**
 * `node:crypto`, loaded when the first receiver is made or the first signature computed. It brings 50 modules of Node, which are
 * more than half of the time and 0.7 MB of the heap that importing this package would take. An app that uses it has it already.
 */
export function crypto(): Crypto {
  loaded ??= process.getBuiltinModule('node:crypto')
  return loaded
}
