import { commands, type RoomCallbacksError } from '@room-callbacks/core'
import { type Explanation, explain, indentJson } from '@room-callbacks/core/inspect'
import type { Entry } from '../history/entry.ts'
import type { CallbackDetail, ShownDelivery } from '../wire.ts'
import { curlOf, signedWith } from './curl.ts'
import { describeError } from './describe-error.ts'
import { readText } from './read-text.ts'
import { redactQuery } from './redact-query.ts'
import { shownHeaders } from './shown-headers.ts'
import { summaryOf } from './summary.ts'

/** An entry with all that is known of it, made when a page shows it. */
export function detailOf(callbacks: object, entry: Entry, port: number): CallbackDetail {
  const { seen, path, deliveries } = entry
  const { raw, receivedAs, sdkAppId, method, query, remoteAddress, signature, idempotencyKey, isReparsed } = seen
  const explained = raw === undefined ? undefined : explain(callbacks, { command: receivedAs, raw, isReparsed })
  const text = raw === undefined ? undefined : readText(raw)
  const known = commands.find(({ name }) => name === seen.command)
  const refusal = seen.refusal ?? (seen.reply ? undefined : explained?.refusal)
  return {
    summary: summaryOf(entry),
    receivedAs,
    sdkAppId,
    method,
    path,
    query: redactQuery(query),
    headers: shownHeaders(seen),
    remoteAddress,
    signature,
    idempotencyKey,
    raw: text,
    sent: text !== undefined && explained?.event !== undefined ? indentJson(text) : text,
    normalised: explained?.refusal === undefined ? normalisedOf(explained) : undefined,
    drifts: explained?.drifts.map(({ kind, path, detail }) => ({ kind, path, detail })) ?? [],
    refusal: refusal && describeError(refusal),
    errors: errorsOf(entry).map(describeError),
    deliveries: deliveries.map(shownDelivery),
    answer: seen.reply?.body,
    curl: curlOf(entry, port),
    curlNeeds: signedWith(seen),
    documents: known?.documents ?? [],
    description: known?.summary,
  }
}

const errorsOf = ({ seen, deliveries }: Entry): readonly RoomCallbacksError[] => [
  ...seen.errors,
  ...deliveries.flatMap(({ errors }) => errors),
]

function normalisedOf(explained: Explanation | undefined): string | undefined {
  if (explained?.event === undefined) return undefined
  try {
    return indentJson(JSON.stringify(explained.event))
  } catch {
    return 'It is nested too deeply to be shown.'
  }
}

const shownDelivery = ({ attempt, startedAt, handlerTimeMs, result }: Entry['deliveries'][number]): ShownDelivery => ({
  attempt,
  startedAt,
  handlerTimeMs,
  state: result.state,
  error: result.state === 'handled' ? undefined : `${result.error.code}: ${result.error.message}`,
})
