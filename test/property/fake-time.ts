interface Task {
  readonly at: number
  readonly run: () => void
}

/** A time that passes when a test says so: timers and `performance.now()` of the process follow it until it is restored. */
export class FakeTime {
  readonly #real = timersOf(globalThis)
  readonly #tasks = new Set<Task>()
  now = 0

  constructor() {
    const start = (run: () => void, duration = 0) => {
      const task = { at: this.now + duration, run, unref: () => task }
      this.#tasks.add(task)
      return task
    }
    const stop = (task: Task | undefined) => task && this.#tasks.delete(task)
    const setImmediate = (run: () => void) => start(run)
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop, setImmediate, clearImmediate: stop })
    performance.now = () => this.now
  }

  /** Lets time pass, with all that is due by then. */
  async pass(duration: number): Promise<void> {
    const end = this.now + duration
    await settled()
    for (let next = this.#nextBy(end); next; next = this.#nextBy(end)) {
      this.now = Math.max(this.now, next.at)
      this.#tasks.delete(next)
      next.run()
      await settled()
    }
    this.now = end
  }

  restore(): void {
    Object.assign(globalThis, this.#real)
    // The real one is of its prototype.
    Reflect.deleteProperty(performance, 'now')
  }

  #nextBy(end: number): Task | undefined {
    const due = [...this.#tasks].filter(({ at }) => at <= end)
    return due.sort((one, other) => one.at - other.at)[0]
  }
}

function timersOf({ setTimeout, clearTimeout, setImmediate, clearImmediate }: typeof globalThis) {
  return { setTimeout, clearTimeout, setImmediate, clearImmediate }
}

/** What promises go on with is done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
