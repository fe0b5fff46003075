import { seconds } from '../state/rate-history.ts'
import { Chart } from './chart.tsx'
import { timeline } from './timeline.ts'

/** Rate and latency of the last minutes. */
export function Charts() {
  const { times, answered, failed, median, slowest } = timeline(seconds.value)
  return (
    <div class="charts">
      <Chart
        title="Callbacks per second"
        data={[times, answered, failed]}
        series={[
          { label: 'all', color: '--accent', isFilled: true },
          { label: 'failed', color: '--failed', isFilled: true },
        ]}
      />
      <Chart
        title="Answered after, ms"
        data={[times, median, slowest]}
        series={[
          { label: 'median', color: '--accent', isFilled: false },
          { label: '95 %', color: '--warning', isFilled: false },
        ]}
      />
    </div>
  )
}
