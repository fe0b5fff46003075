import { useState } from 'preact/hooks'

interface LinesProps {
  readonly text: string
  /** What it is compared with, if anything. */
  readonly other: string | undefined
  readonly kind: 'added' | 'removed'
}

// What is shown at once; the rest is asked for.
const most = 2000
const longest = 100_000

/** A text in which the lines that the other one has not are marked. */
export function Lines({ text, other, kind }: LinesProps) {
  const [isWhole, setWhole] = useState(false)
  const lines = text.slice(0, isWhole ? undefined : longest).split('\n')
  const shown = isWhole ? lines : lines.slice(0, most)
  const isCut = !isWhole && (shown.length < lines.length || text.length > longest)
  const others = other === undefined ? undefined : new Set(other.split('\n').map(comparable))
  return (
    <>
      <pre class="lines">
        {shown.map((line, index) => (
          <span key={index} class={others && !others.has(comparable(line)) ? kind : undefined}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
      {isCut && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          Show all {text.length} characters
        </button>
      )}
    </>
  )
}

// A comma behind it says nothing about a line.
const comparable = (line: string): string => line.trim().replace(/,$/, '')
