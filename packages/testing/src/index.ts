export { callbackQuery, type QueryFields } from './callback-query.ts'
export type { InboxCase, NewStore } from './inbox/conformance/case.ts'
export { inboxConformance } from './inbox/conformance/inbox-conformance.ts'
export { InboxMemory, type MemoryEntry } from './inbox/inbox-memory.ts'
export { memoryInbox } from './inbox/memory-inbox.ts'
export { MemoryInboxStore } from './inbox/memory-inbox-store.ts'
export {
  type Injected,
  type InjectedPacket,
  type InjectOptions,
  inject,
  type Listener,
  type Receiving,
} from './inject.ts'
export { type Overrides, packet } from './packet.ts'
export { type Sample, type SampleProduct, samples, sampleText } from './samples.ts'
