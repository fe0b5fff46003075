// A project names the types of its own exports, and finds them only in the packages that it installed itself.
export type * from '@room-callbacks/core/inbox'
export { type ContextAttacher, type Instrumentation, type InstrumentOptions, instrument } from './instrument.ts'
