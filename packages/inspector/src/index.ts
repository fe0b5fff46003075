// A project names the types of its own exports, and finds them only in the packages that it installed itself.
export type * from '@room-callbacks/core/inbox'
export type { InspectorOptions } from './generated/inspector-options.ts'
export { type InspectedReceiver, type Inspector, inspector, type KoaLikeContext } from './inspector.ts'
export type { ExportedCallback, ExportFile } from './transfer/export-file.ts'
