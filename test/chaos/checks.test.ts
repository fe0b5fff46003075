import { join } from 'node:path'
import t from 'tap'
import { checkCompletions } from './completions.ts'
import { readBooks } from './handlings.ts'
import { Ledger, type LedgerLine, readLedger } from './ledger.ts'
import { checkOrder } from './order.ts'
import { planIncidents } from './plan.ts'
import { checkPromises } from './promises.ts'
import { randomFrom } from './seed.ts'

/** Writes `began 1 p1`: what happened to which callback of the room, in which process, at which attempt. */
function booksOf(...lines: string[]) {
  return readBooks(
    lines.map((line): LedgerLine => {
      const [kind, sequence, process = '', attempt = '1'] = line.split(' ') as [LedgerLine['kind'], string]
      const who = { kind, process: Number(process.slice(1)) }
      return kind === 'killed'
        ? who
        : { ...who, key: `key-${sequence}`, attempt: Number(attempt), room: 'room', sequence: Number(sequence) }
    }),
  )
}

const completionsOf = (...lines: string[]) => checkCompletions(booksOf(...lines))

t.test('a second handling needs a reason', async (t) => {
  const crash = completionsOf(
    'began 1 p1',
    'ended 1 p1',
    'killed - p1',
    'began 1 p2 2',
    'ended 1 p2 2',
    'finished 1 p2 2',
  )
  t.match(crash, { afterCrash: 1, effectsTwice: 1, faults: [] })
  const retry = completionsOf('began 1 p1', 'failed 1 p1', 'began 1 p1 2', 'ended 1 p1 2', 'finished 1 p1 2')
  t.match(retry, { retries: 1, effectsTwice: 0, faults: [] })
  const lost = completionsOf('began 1 p1', 'lost 1 p1', 'began 1 p2 2', 'ended 1 p1', 'ended 1 p2 2', 'finished 1 p2 2')
  t.match(lost, { afterLostLease: 1, effectsTwice: 1, faults: [] })
  const late = completionsOf('began 1 p2 2', 'ended 1 p2 2', 'finished 1 p2 2', 'began 1 p1', 'ended 1 p1')
  t.match(late, { afterLostLease: 1, beganTooLate: 1, effectsTwice: 1, faults: [] })
  const again = completionsOf('began 1 p1', 'ended 1 p1', 'finished 1 p1', 'began 1 p2 2')
  t.same(again.faults, ['room 1 was given out again after it was completed'])
  const killedLater = completionsOf('began 1 p1', 'ended 1 p1', 'finished 1 p1', 'killed - p1', 'began 1 p2 2')
  t.same(killedLater.faults, ['room 1 was given out again after it was completed'])
})

t.test('two notes of one end are a fault', async (t) => {
  const lines = ['began 1 p1', 'began 1 p2 2', 'ended 1 p1', 'ended 1 p2 2', 'finished 1 p1', 'finished 1 p2 2']
  t.same(completionsOf(...lines).faults, [
    'room 1 was completed twice',
    'room 1 was given out again after it was completed',
  ])
})

t.test('an end without a note is told apart: whose process was killed, and whose was not', async (t) => {
  t.match(completionsOf('began 1 p1', 'ended 1 p1', 'killed - p1'), { killedBeforeTelling: 1, answersLost: 0 })
  t.match(completionsOf('began 1 p1', 'ended 1 p1'), { killedBeforeTelling: 0, answersLost: 1 })
})

t.test('an end without a beginning is a stray', async (t) => {
  t.equal(booksOf('ended 1 p1').strays.length, 1)
})

t.test('the order of a room is that of what was acknowledged', async (t) => {
  const swapped = booksOf('began 2 p1', 'ended 2 p1', 'began 1 p1', 'ended 1 p1').handled
  t.same(checkOrder(swapped, new Set(['room 1', 'room 2'])).faults, ['room 1 came after 2'])
  t.match(checkOrder(swapped, new Set(['room 2'])), { latecomers: 1, faults: [] })
})

t.test('in a room, nothing begins before the one before it is done with', async (t) => {
  const together = booksOf('began 1 p1', 'began 2 p2', 'ended 1 p1', 'ended 2 p2').handled
  t.same(checkOrder(together, new Set()).faults, ['room 2 began before room 1 was done with'])
  const takenOver = booksOf('began 1 p1', 'killed - p1', 'began 1 p2 2', 'began 2 p2', 'ended 1 p2 2').handled
  t.same(checkOrder(takenOver, new Set()).faults, ['room 2 began before room 1 was done with'])
})

t.test('every callback is acknowledged and handled, or in the log', async (t) => {
  const sent = [{ room: 'room', sequence: 1 }]
  const { handled } = booksOf('began 1 p1', 'ended 1 p1')
  const faultsOf = (acknowledged: string[], refused: [string, string[]][], books = handled) =>
    checkPromises(sent, { acknowledged: new Set(acknowledged), refused: new Map(refused) }, books).faults
  t.same(faultsOf(['room 1'], []), [])
  t.same(faultsOf(['room 1'], [], []), ['room 1 was acknowledged, and not handled'])
  t.same(faultsOf([], []), ['room 1 must be either acknowledged or in the log'])
  t.same(faultsOf(['room 1'], [['room 1', ['connection-failed ECONNRESET']]]), [
    'room 1 must be either acknowledged or in the log',
  ])
  t.same(faultsOf([], [['room 1', ['503 store-failed']]]), [])
  for (const mistake of ['400 invalid-packet', '200 not-json', 'connection-failed HPE_INVALID_CONSTANT']) {
    t.same(faultsOf([], [['room 1', [mistake]]]), [`room 1 was refused for ${mistake}`])
  }
  t.same(faultsOf([], [['room 1', ['connection-failed EPIPE']]], booksOf('began 1 p1').handled), [
    'room 1 was stored, and its handling has no end',
  ])
  t.same(faultsOf(['room 1'], [], [...handled, ...booksOf('began 2 p1', 'ended 2 p1').handled]), [
    'room 2 was handled, and never sent',
  ])
})

t.test('a line that its process could not write to its end was never written', async (t) => {
  const path = join(t.testdir({ ledger: '\n{"kind":"began","pro' }), 'ledger')
  const ledger = new Ledger(path)
  ledger.append({ kind: 'killed', process: 1 })
  ledger.close()
  t.same(readLedger(path), [{ kind: 'killed', process: 1 }])
})

t.test('a seed decides what goes wrong, and all of it while callbacks are sent', async (t) => {
  const mishaps = { kills: 24, pauses: 3, restarts: 2 }
  const plan = planIncidents(20_000, 4, mishaps, randomFrom(1))
  t.same(planIncidents(20_000, 4, mishaps, randomFrom(1)), plan)
  t.notSame(planIncidents(20_000, 4, mishaps, randomFrom(2)), plan)
  t.equal(plan.length, 29)
  t.ok(plan.every(({ at }) => at >= 1 && at <= 20_000))
})
