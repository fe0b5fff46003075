import { useState } from 'preact/hooks'
import type { CallbackDetail } from '../../src/wire.ts'
import { Lines } from './lines.tsx'
import { Section } from './section.tsx'

/** The packet as it was sent, beside what handlers saw of it. */
export function Packets({ shown }: { readonly shown: CallbackDetail }) {
  const { raw, sent, normalised, summary } = shown
  const [isVerbatim, setVerbatim] = useState(false)
  if (raw === undefined || sent === undefined) {
    return <Section title="Packet">{summary.bytes === 0 ? 'It was not read.' : 'It is not UTF-8.'}</Section>
  }
  return (
    <section class={normalised === undefined ? 'part packets' : 'part packets two'}>
      <div>
        <h3>
          As sent
          <label class="faint">
            <input type="checkbox" checked={isVerbatim} onChange={() => setVerbatim(!isVerbatim)} /> byte for byte
          </label>
        </h3>
        <Lines text={isVerbatim ? raw : sent} other={isVerbatim ? undefined : normalised} kind="removed" />
      </div>
      {normalised !== undefined && (
        <div>
          <h3>As normalised</h3>
          <Lines text={normalised} other={isVerbatim ? undefined : sent} kind="added" />
        </div>
      )}
    </section>
  )
}
