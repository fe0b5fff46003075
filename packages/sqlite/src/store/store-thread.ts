import { Worker } from 'node:worker_threads'
import { RoomCallbacksError } from '@room-callbacks/core'
import type { Opening } from '../database/open-store.ts'
import { packPuts } from '../layout/records.ts'
import type { Batch, BatchReply, BatchRunner, PackedBatch } from '../thread/batch.ts'
import type { FromThread, ThreadData, ToThread } from '../thread/thread-message.ts'

/** Tests run from source; what is published is bundled into the folder of the package's entry. */
const isSource = import.meta.url.endsWith('.ts')
const program = new URL(isSource ? '../thread/main.ts' : './thread/main.js', import.meta.url)

/** What an app preloads by `--import` or `NODE_OPTIONS` is for its own thread: another copy of it would listen or report twice. */
const bare = { execArgv: isSource ? ['--conditions=@room-callbacks/source'] : [], env: {} }

/**
 * The thread that has the database open. SQLite waits for the disk and for the lock of other processes where it is called,
 * and so must not be called in the event loop.
 */
export class StoreThread implements BatchRunner {
  readonly #worker: Worker
  readonly #bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  readonly #ended: Promise<void>
  #answer: { readonly resolve: (reply: BatchReply) => void; readonly reject: (error: Error) => void } | undefined
  #opened: (result: RoomCallbacksError | string) => void = () => {}
  /** Where the file is, absolute and without symbolic links. */
  path = ''
  onChange: () => void = () => {}

  private constructor(opening: Opening) {
    const workerData: ThreadData = { opening, bell: this.#bell }
    this.#worker = new Worker(program, { workerData, name: 'room-callbacks sqlite', ...bare })
    this.#worker.on('message', (message: FromThread) => this.#receive(message))
    this.#worker.on('error', (cause) =>
      this.#fail(new RoomCallbacksError('inbox-failed', 'Its thread ended.', { cause })),
    )
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#fail(new RoomCallbacksError('inbox-failed', 'Its thread ended.'))
        resolve()
      })
    })
  }

  /** Opens the store in a thread of its own. @throws `inbox-failed`, `invalid-option` */
  static async open(opening: Opening): Promise<StoreThread> {
    const thread = new StoreThread(opening)
    const opened = await new Promise<RoomCallbacksError | string>((resolve) => {
      thread.#opened = resolve
    })
    if (typeof opened !== 'string') {
      // A thread that starts while another one ends can end the process by SIGSEGV (nodejs/node#56312, open): that was seen
      // once, with an app that opened a further file at once after one that was refused.
      await thread.#ended
      throw opened
    }
    thread.path = opened
    // Only what is under way keeps the process alive.
    thread.#worker.unref()
    return thread
  }

  /** Has one batch done. The next may be sent when this one is. @throws `inbox-failed` when the thread ended */
  async run(batch: Batch): Promise<BatchReply> {
    this.#worker.ref()
    try {
      return await new Promise<BatchReply>((resolve, reject) => {
        this.#answer = { resolve, reject }
        const packed = packBatch(batch)
        const { numbers, bytes } = packed.puts
        const buffers = [numbers.buffer, bytes.buffer, packed.completions.buffer]
        this.#post({ kind: 'batch', batch: packed }, buffers as ArrayBuffer[])
      })
    } finally {
      this.#answer = undefined
      this.#worker.unref()
    }
  }

  /** Writes the log back into the file. */
  checkpoint(): void {
    this.#post({ kind: 'checkpoint' })
  }

  watch(isOn: boolean): void {
    this.#post({ kind: 'watch', isOn })
  }

  /** Closes the database. What the disk does not let end in time is left to itself. */
  async close(patience: number): Promise<void> {
    this.#worker.ref()
    this.#post({ kind: 'close' })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, patience, 'late')
    })
    const isLate = (await Promise.race([this.#ended, late])) === 'late'
    clearTimeout(timer)
    this.#worker.unref()
    if (isLate) void this.#worker.terminate()
  }

  #post(message: ToThread, buffers: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, buffers)
    Atomics.add(this.#bell, 0, 1)
    Atomics.notify(this.#bell, 0)
  }

  #receive(message: FromThread): void {
    if (message.kind === 'reply') this.#answer?.resolve(message.reply)
    else if (message.kind === 'changed') this.onChange()
    else if (message.kind === 'opened') this.#opened(message.path)
    else this.#fail(new RoomCallbacksError(message.code, message.message))
  }

  #fail(error: RoomCallbacksError): void {
    this.#opened(error)
    this.#answer?.reject(error)
  }
}

/** A batch as it goes to the thread. */
export const packBatch = (batch: Batch): PackedBatch => ({
  ...batch,
  puts: packPuts(batch.puts),
  completions: Float64Array.from(batch.completions),
})
