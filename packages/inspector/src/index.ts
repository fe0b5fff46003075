export { type Inspector, inspector, type KoaLikeContext } from './inspector.ts'
export type { InspectorOptions } from './options/inspector-options.ts'
export type { ExportedCallback, ExportFile } from './transfer/export-file.ts'
