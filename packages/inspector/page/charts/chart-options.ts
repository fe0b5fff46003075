import type uPlot from 'uplot'

/** A line of a chart. */
export interface ChartSeries {
  readonly label: string
  /** The custom property of the style sheet that holds it. */
  readonly color: string
  readonly isFilled: boolean
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** What a chart looks like, in the colours that the page has at the time. */
export function optionsOf(element: HTMLElement, series: readonly ChartSeries[]): uPlot.Options {
  const style = getComputedStyle(element)
  const color = (name: string): string => style.getPropertyValue(name).trim()
  const axis = {
    stroke: color('--faint'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
  }
  return {
    width: element.clientWidth,
    height: 96,
    padding: [6, 16, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_chart, _least, most) => [0, Math.max(most, 1) * 1.1] } },
    axes: [
      { ...axis, size: 20, space: 90, values: (_chart, times) => times.map((time) => clock.format(time * 1000)) },
      { ...axis, size: 36, space: 24 },
    ],
    series: [
      {},
      ...series.map(({ label, color: name, isFilled }) => ({
        label,
        stroke: color(name),
        width: 1.5,
        // Seconds with nothing beside them make no line.
        points: { show: !isFilled, size: 3 },
        ...(isFilled && { fill: `color-mix(in srgb, ${color(name)} 18%, transparent)` }),
      })),
    ],
  }
}
