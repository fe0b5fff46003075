/** A number, and no more than three digits of it that count. */
export const figure = (value: number): string => grouped(String(Number(value.toPrecision(3))))

/** A count, to the last one. */
export const count = (value: number): string => grouped(String(value))

const grouped = (digits: string): string => digits.replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','))

/** A duration given in ms. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${figure(milliseconds)} ms`
  if (milliseconds < 120_000) return `${figure(milliseconds / 1000)} s`
  return milliseconds < 7_200_000 ? `${figure(milliseconds / 60_000)} min` : `${figure(milliseconds / 3_600_000)} h`
}

/** A size given in bytes. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${figure(bytes / 1000 ** power)} ${units[power]}`
}
