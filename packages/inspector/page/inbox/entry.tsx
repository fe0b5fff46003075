import type { EntryDetail } from '../../src/wire-inbox.ts'
import { copy } from '../actions.ts'
import { Lines } from '../detail/lines.tsx'
import { Section } from '../detail/section.tsx'
import { dateOf } from '../format.ts'
import { CommandName } from '../list/command-name.tsx'
import { openEntry } from '../state/inbox.ts'
import { change } from './change.ts'

/** An entry with its error, its attempts and its packet. */
export function Entry({ shown }: { readonly shown: EntryDetail }) {
  const { summary, packet, answer } = shown
  const { id, state, error } = summary
  return (
    <section id="detail" class="detail" tabIndex={-1} aria-label="Entry">
      <header class="detail-header">
        <h2>
          <CommandName name={summary.command} />
        </h2>
        <button type="button" class="quiet" aria-label="Close" onClick={() => void openEntry(undefined)}>
          ×
        </button>
      </header>
      <div class="actions">
        {state === 'dead' && (
          <button type="button" class="primary" onClick={() => change('retry', [id], 1)}>
            Retry
          </button>
        )}
        {(state === 'dead' || state === 'recorded') && (
          <button type="button" onClick={() => change('purge', [id], 1)}>
            Purge
          </button>
        )}
        <button type="button" disabled={packet === undefined} onClick={() => void copy(packet as string, 'the packet')}>
          Copy packet
        </button>
      </div>
      <Facts shown={shown} />
      {error && (
        <section class="part error" aria-label="Failed">
          <h3>
            Failed: <code>{error.code}</code>
          </h3>
          <p>{error.message}</p>
        </section>
      )}
      {packet === undefined ? (
        <Section title="Packet">It is not UTF-8.</Section>
      ) : (
        <Section title="Packet">
          <Lines text={packet} other={undefined} kind="added" />
        </Section>
      )}
      {answer !== undefined && (
        <Section title="Answer">
          <pre>{answer}</pre>
        </Section>
      )}
    </section>
  )
}

function Facts({ shown }: { readonly shown: EntryDetail }) {
  const { summary, sdkAppId, idempotencyKey, clientIp, requestId } = shown
  const { state, at, receivedAt, attempts, crashes, orderKey } = summary
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['State', `${state} ${state === 'delayed' ? 'until' : 'since'} ${dateOf(at)}`],
    ['Received', dateOf(receivedAt)],
    ['Attempts', String(attempts)],
    ['Crashes', crashes > 0 ? String(crashes) : undefined],
    ['App', sdkAppId],
    ['Key', orderKey],
    ['Caller', clientIp],
    ['Request', requestId],
    ['Idempotency key', idempotencyKey],
  ]
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name} class="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
