import type { CallbackDetail } from '../../src/wire.ts'
import { durationOf, sizeOf, timeOf } from '../format.ts'
import { classOf } from '../list/outcome-class.ts'
import { decisionText } from '../state/filters.ts'

const signatures: Readonly<Record<string, string>> = {
  valid: 'valid',
  wrong: 'wrong, or missing',
  expired: 'right, but RequestTime is outside the window',
  unchecked: 'not checked',
  'not-reached': 'not reached',
}

/** What is said of a callback in a word or a number. */
export function Facts({ shown }: { readonly shown: CallbackDetail }) {
  const { summary } = shown
  const handled = summary.isHandling ? 'still running' : durationOf(summary.handlerTimeMs)
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Received', `${timeOf(summary.receivedAt)}  #${summary.id}`],
    ['Answered after', durationOf(summary.responseTimeMs)],
    ['Handlers ran for', handled],
    ['Signature', signatures[shown.signature]],
    ['Decision', summary.decision && decisionText(summary.decision)],
    ['App', shown.sdkAppId],
    ['Room', summary.room],
    ['From', summary.origin === undefined ? (shown.remoteAddress ?? summary.source) : `replay of #${summary.origin}`],
    ['Body', sizeOf(summary.bytes)],
    ['Received as', shown.receivedAs === summary.command ? undefined : shown.receivedAs],
    ['Request', `${shown.method} ${shown.path}`],
    ['Idempotency key', shown.idempotencyKey],
  ]
  return (
    <dl class="facts">
      <div class={`fact ${classOf(summary)}`}>
        <dt>Outcome</dt>
        <dd class="outcome">
          {summary.outcome} {summary.status > 0 && <span class="number">{summary.status}</span>}
        </dd>
      </div>
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name} class={name === 'Idempotency key' ? 'fact wide' : 'fact'}>
            <dt>{name}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
