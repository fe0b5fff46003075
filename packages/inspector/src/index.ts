export type { InspectorOptions } from './generated/inspector-options.ts'
export { type Inspector, inspector, type KoaLikeContext } from './inspector.ts'
export type { ExportedCallback, ExportFile } from './transfer/export-file.ts'
