export { type ExitName, type ExitRow, exitCodes } from './exit-codes.ts'
export type { Io, TerminalInput, TerminalOutput } from './io.ts'
export { main } from './main.ts'
export { runProcess } from './run-process.ts'
