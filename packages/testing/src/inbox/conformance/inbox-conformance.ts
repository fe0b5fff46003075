import { bounding } from './bounding.ts'
import type { InboxCase } from './case.ts'
import { closing } from './closing.ts'
import { delivering } from './delivering.ts'
import { losing } from './losing.ts'
import { operating } from './operating.ts'
import { ordering } from './ordering.ts'
import { putting } from './putting.ts'
import { retaining } from './retaining.ts'
import { sharing } from './sharing.ts'
import { suspecting } from './suspecting.ts'

/**
 * What every inbox promises, for the tests of one. It needs no test framework: a case rejects when
 * its promise is not kept.
 *
 * @example
 * for (const { name, run } of inboxConformance) test(name, () => run(newStore))
 */
export const inboxConformance: readonly InboxCase[] = [
  ...putting,
  ...bounding,
  ...delivering,
  ...sharing,
  ...losing,
  ...suspecting,
  ...ordering,
  ...operating,
  ...closing,
  ...retaining,
]
