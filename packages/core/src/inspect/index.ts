/** For tools that look at a receiver from outside: the inspector is made of it. */
export type { Drift } from '../protocol/normalise/drift.ts'
export type {
  Handling,
  Observation,
  ObservedDelivery,
  Observer,
  Passing,
  SignatureState,
} from '../receive/observe/observation.ts'
export type { ReplayedPacket } from '../receive/replay.ts'
export { type Explanation, explain, type ReceivedPacket } from './explain.ts'
export { inboxOf } from './inbox-of.ts'
export { indentJson } from './indent-json.ts'
export { observe } from './observe.ts'
export { redact } from './redact.ts'
export { replay } from './replay.ts'
export { report } from './report.ts'
