export { callbackQuery, type QueryFields } from './callback-query.ts'
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
