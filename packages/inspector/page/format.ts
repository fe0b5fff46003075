const time = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
})

/** A time of day, to the millisecond. */
export const timeOf = (milliseconds: number): string => time.format(milliseconds)

/** A duration with as many digits as it deserves. */
export function durationOf(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '–'
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0)} ms`
}

/** A size in bytes or kB. */
export const sizeOf = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`)

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' })

/** A day and a time of it: entries of an inbox may be days old. */
export const dateOf = (milliseconds: number): string => date.format(milliseconds)

/** An age in its largest unit. */
export function ageOf(milliseconds: number): string {
  if (milliseconds >= 172_800_000) return `${Math.floor(milliseconds / 86_400_000)} days`
  if (milliseconds >= 7_200_000) return `${Math.floor(milliseconds / 3_600_000)} hours`
  return milliseconds >= 120_000 ? `${Math.floor(milliseconds / 60_000)} minutes` : durationOf(milliseconds)
}
