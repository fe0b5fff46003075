import type { CallbackDetail } from '../../src/wire.ts'
import { copy, copyCurl, replaySelected } from '../actions.ts'
import { CommandName } from '../list/command-name.tsx'
import { closeDetail, detail, selectedId } from '../state/selection.ts'
import { Deliveries } from './deliveries.tsx'
import { Drifts } from './drifts.tsx'
import { ErrorBox } from './error-box.tsx'
import { Facts } from './facts.tsx'
import { FieldTable } from './field-table.tsx'
import { Packets } from './packets.tsx'
import { Section } from './section.tsx'

/** All that is known of the selected callback. */
export function Detail() {
  if (selectedId.value === undefined) return null
  const shown = detail.value
  return (
    <section id="detail" class="detail" tabIndex={-1} aria-label="Details" aria-busy={shown === undefined}>
      {shown && <Content shown={shown} />}
    </section>
  )
}

function Content({ shown }: { readonly shown: CallbackDetail }) {
  const { summary, query, headers, answer, refusal, errors, description } = shown
  return (
    <>
      <header class="detail-header">
        <h2>
          <CommandName name={summary.command} />
        </h2>
        <button type="button" class="quiet" aria-label="Close" title="Escape" onClick={closeDetail}>
          ×
        </button>
        {description && (
          <p class="hint">
            {description} <Documents numbers={shown.documents} />
          </p>
        )}
      </header>
      <Actions shown={shown} />
      <Facts shown={shown} />
      {refusal && <ErrorBox title="Refused" error={refusal} />}
      {errors.map((error, index) => (
        <ErrorBox key={index} title="Failed" error={error} />
      ))}
      {shown.drifts.length > 0 && <Drifts drifts={shown.drifts} />}
      <Packets shown={shown} />
      {answer !== undefined && (
        <Section title="Answer">
          <pre>{answer}</pre>
        </Section>
      )}
      {shown.deliveries.length > 0 && <Deliveries deliveries={shown.deliveries} />}
      <FieldTable title="Query" fields={query} />
      {headers.length > 0 && <FieldTable title="Headers" fields={headers} />}
    </>
  )
}

function Actions({ shown }: { readonly shown: CallbackDetail }) {
  const { raw, curl } = shown
  return (
    <div class="actions">
      <button
        type="button"
        class="primary"
        title="r"
        disabled={shown.summary.bytes === 0}
        onClick={() => void replaySelected()}
      >
        Replay
      </button>
      <button type="button" title="c" disabled={curl === undefined} onClick={() => void copyCurl()}>
        Copy as curl
      </button>
      <button type="button" disabled={raw === undefined} onClick={() => void copy(raw as string, 'the packet')}>
        Copy packet
      </button>
    </div>
  )
}

function Documents({ numbers }: { readonly numbers: readonly string[] }) {
  return (
    <>
      {numbers
        .filter((number) => /^\d+$/.test(number))
        .map((number) => (
          <a key={number} href={`https://trtc.io/document/${number}`} rel="noreferrer noopener" target="_blank">
            {number}
          </a>
        ))}
    </>
  )
}
