import { warn } from '../../errors/warn.ts'

let isWarned = false

/** Warns once, in production, that events of RTC Engine are taken without a check: `key: false`, or one app with it. */
export function warnUncheckedEvents(key: unknown): void {
  const isUnchecked = key === false || (typeof key === 'object' && key !== null && Object.values(key).includes(false))
  if (!isUnchecked || isWarned || process.env['NODE_ENV'] !== 'production') return
  isWarned = true
  warn(
    'unchecked-events',
    'key: false takes events of RTC Engine without any check, from every caller who knows the URL. Set a key in the console, and give it to roomCallbacks() as the key option.',
  )
}
