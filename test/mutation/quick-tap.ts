import assert from 'node:assert/strict'
import { matches } from './matches.ts'

type Body = (test: QuickTest) => unknown
type Thrower = () => unknown

/**
 * The part of tap that the tests of core use, for mutation runs alone: loading tap takes longer
 * than most mutants live. A test that uses more of tap fails here before the first mutant.
 */
class QuickTest {
  readonly #teardowns: Body[] = []
  #last: Promise<void> = Promise.resolve()

  test(name: string, body: Body): Promise<void> {
    const inner = new QuickTest()
    this.#last = this.#last.then(async () => {
      try {
        await body(inner)
        await inner.end()
      } catch (error) {
        fail(name, error)
      }
    })
    return this.#last
  }

  /** Waits for the tests inside, then clears up. */
  async end(): Promise<void> {
    await this.#last
    for (const teardown of this.#teardowns.reverse()) await teardown(this)
  }

  teardown(body: Body): void {
    this.#teardowns.push(body)
  }

  pass(_message?: string): void {}
  fail(message?: string): never {
    return assert.fail(message)
  }
  ok(value: unknown, message?: string): void {
    assert.ok(value, message)
  }
  notOk(value: unknown, message?: string): void {
    assert.ok(!value, message)
  }
  equal(found: unknown, wanted: unknown, message?: string): void {
    assert.strictEqual(found, wanted, message)
  }
  not(found: unknown, unwanted: unknown, message?: string): void {
    assert.notStrictEqual(found, unwanted, message)
  }
  same(found: unknown, wanted: unknown, message?: string): void {
    assert.deepEqual(found, wanted, message)
  }
  type(found: unknown, type: string, message?: string): void {
    assert.strictEqual(typeof found, type, message)
  }
  doesNotThrow(thrower: Thrower, message?: string): void {
    assert.doesNotThrow(thrower, message)
  }
  strictSame(found: unknown, wanted: unknown, message?: string): void {
    assert.deepStrictEqual(found, wanted, message)
  }
  match(found: unknown, pattern: unknown, message?: string): void {
    assert.ok(matches(found, pattern), message)
  }
  notMatch(found: unknown, pattern: unknown, message?: string): void {
    assert.ok(!matches(found, pattern), message)
  }
  throws(thrower: Thrower, pattern?: unknown): void {
    assert.throws(thrower, (error) => fits(error, pattern))
  }
  async rejects(promise: Promise<unknown> | (() => Promise<unknown>), pattern?: unknown): Promise<void> {
    await assert.rejects(promise, (error) => fits(error, pattern))
  }

  /** Replaces a method until the end of the test; gives the calls since the last time it was asked. */
  capture<Name extends string>(
    object: { [name in Name]: unknown },
    name: Name,
    instead: (...args: unknown[]) => unknown = () => {},
  ) {
    const original = object[name]
    const calls: { args: unknown[] }[] = []
    object[name] = (...args: unknown[]) => {
      calls.push({ args })
      return instead(...args)
    }
    this.teardown(() => {
      object[name] = original
    })
    return () => calls.splice(0, calls.length)
  }

  /** Replaces a property until the end of the test. */
  intercept(object: object, name: string, { value }: { value: unknown }): void {
    const original = Object.getOwnPropertyDescriptor(object, name) as PropertyDescriptor
    Object.defineProperty(object, name, { configurable: true, writable: true, value })
    this.teardown(() => {
      Object.defineProperty(object, name, original)
    })
  }
}

/** What a pattern says of an error; a text is only the name of the assertion. */
function fits(error: unknown, pattern: unknown): boolean {
  if (pattern === undefined || typeof pattern === 'string') return true
  if (pattern instanceof RegExp) return error instanceof Error && pattern.test(error.message)
  if (typeof pattern === 'function') return error instanceof pattern
  return matches(error, pattern)
}

// A test may have replaced it when it fails.
const printError = console.error
const root = new QuickTest()
let isFinished = false

export default root

/** Waits for every test; the last line of a bundle. */
export async function finish(): Promise<void> {
  await root.end()
  isFinished = true
  process.stdout.write('ok 1 - every test\n1..1\n')
}

// The first failure kills a mutant: nothing after it is of interest.
function fail(name: string, error: unknown): never {
  process.stdout.write(`not ok 1 - ${name.replaceAll('#', '')}\n1..1\n`)
  printError(error)
  isFinished = true
  process.exit(1)
}

process.on('unhandledRejection', (error) => fail('unhandled rejection', error))
process.on('uncaughtException', (error) => fail('uncaught exception', error))
process.on('exit', () => {
  if (!isFinished) fail('a test never ended', undefined)
})
process.stdout.write('TAP version 14\n')
