/** Warns those who run the process: Node prints it, or tells who listens for warnings. */
export const warn = (code: string, text: string): void =>
  process.emitWarning(text, { type: 'RoomCallbacksWarning', code })
