import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { type ChartSeries, optionsOf } from './chart-options.ts'

interface ChartProps {
  readonly title: string
  readonly data: uPlot.AlignedData
  readonly series: readonly ChartSeries[]
}

/** A small chart that follows the width of the page and its colours. */
export function Chart({ title, data, series }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | undefined>(undefined)
  // What a redraw in other colours shows.
  const latest = useRef(data)
  latest.current = data
  // Made once, and given new data below.
  useEffect(() => {
    const element = place.current as HTMLDivElement
    const draw = (): void => {
      chart.current?.destroy()
      chart.current = new uPlot(optionsOf(element, series), latest.current, element)
    }
    const resizing = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height: 96 }))
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    draw()
    resizing.observe(element)
    scheme.addEventListener('change', draw)
    return () => {
      resizing.disconnect()
      scheme.removeEventListener('change', draw)
      chart.current?.destroy()
    }
  }, [])
  useEffect(() => {
    const drawing = requestAnimationFrame(() => chart.current?.setData(data))
    return () => cancelAnimationFrame(drawing)
  }, [data])
  const [, ...values] = data
  return (
    <figure class="chart">
      <figcaption>
        {title}
        {series.map(({ label, color }, index) => (
          <span key={label} class="legend" style={{ color: `var(${color})` }}>
            {label} <b class="number">{written(values[index]?.at(-1))}</b>
          </span>
        ))}
      </figcaption>
      <div ref={place} class="plot" aria-hidden="true" />
    </figure>
  )
}

const written = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(value < 10 && !Number.isInteger(value) ? 1 : 0)
