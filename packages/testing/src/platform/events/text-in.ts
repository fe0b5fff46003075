import type { PlatformAnswer } from './platform-event.ts'

/** A text of an answer; empty when it is missing or something else. */
export function textIn(answer: PlatformAnswer, field: 'ActionStatus' | 'ErrorInfo'): string {
  const value = answer[field]
  return typeof value === 'string' ? value : ''
}
