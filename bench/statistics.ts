const ascending = (values: readonly number[]) => Float64Array.from(values).sort()

/** The value below which this part of the values lies; NaN when there are none. */
export function quantile(values: readonly number[], part: number): number {
  return ascending(values)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN
}

/** The middle value, or the mean of the two in the middle; NaN when there are none. */
function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
}

/** The median of each figure of several measurements of the same thing. */
export function medians<Figures extends { readonly [figure: string]: number }>(
  measurements: readonly Figures[],
): Figures {
  const figures = Object.keys(measurements[0] ?? {})
  const middle = (figure: string) => median(measurements.map((measurement) => measurement[figure] ?? Number.NaN))
  return Object.fromEntries(figures.map((figure) => [figure, middle(figure)])) as unknown as Figures
}
