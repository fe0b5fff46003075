/** What the page and its server tell each other: types only, bundled into neither. */

/** How a callback came into the history. */
export type Source = 'network' | 'inbox' | 'replay' | 'sample' | 'import'

/** A callback as the list shows it. */
export interface CallbackSummary {
  /** Counts up from 1. */
  readonly id: number
  readonly source: Source
  /** The callback that it is a replay of. */
  readonly origin: number | undefined
  /** Canonical; as received when it is not known. */
  readonly command: string
  readonly phase: 'after' | 'before' | 'answering' | undefined
  readonly room: string | undefined
  readonly outcome: string
  /** HTTP status of the answer; 0 for a delivery from an inbox, which sends no answer. */
  readonly status: number
  /** Unit: ms since 1970. */
  readonly receivedAt: number
  /** Unit: ms. */
  readonly responseTimeMs: number | undefined
  /** Unit: ms. */
  readonly handlerTimeMs: number | undefined
  readonly isHandling: boolean
  /** What the answer to a Before callback decided. */
  readonly decision: Decision | undefined
  /** Of the body. */
  readonly bytes: number
  /** The code of the last error, of its handlers or of its refusal. */
  readonly error: string | undefined
  /** Deliveries from the inbox, as far as this process made them. */
  readonly attempts: number
  /** The beginning of the packet, for the search. */
  readonly text: string
}

/** A decision, and the code that the client is told. */
export interface Decision {
  readonly kind: 'allow' | 'deny' | 'drop' | 'replace'
  readonly code: number | undefined
}

/** A name and its value, in the order in which they came. */
export interface Field {
  readonly name: string
  readonly value: string
}

/** An error as the page shows it. */
export interface ShownError {
  readonly code: string
  readonly message: string
  readonly advice: string | undefined
  /** Of what the handler threw, its own causes included. */
  readonly stack: string | undefined
}

/** One attempt of an inbox. */
export interface ShownDelivery {
  readonly attempt: number
  /** Unit: ms since 1970. */
  readonly startedAt: number
  /** Unit: ms. */
  readonly handlerTimeMs: number | undefined
  readonly state: 'handled' | 'failed' | 'refused'
  readonly error: string | undefined
}

/** A difference between a packet and its schema. */
export interface ShownDrift {
  readonly kind: string
  readonly path: string
  readonly detail: string | undefined
}

/** A callback with all that is known of it. */
export interface CallbackDetail {
  readonly summary: CallbackSummary
  readonly receivedAs: string
  readonly sdkAppId: string | undefined
  readonly method: string
  readonly path: string
  readonly query: readonly Field[]
  readonly headers: readonly Field[]
  readonly remoteAddress: string | undefined
  readonly signature: string
  readonly idempotencyKey: string | undefined
  /** The body as it came; undefined when it was not read or is no text. */
  readonly raw: string | undefined
  /** The same with line breaks, no digit changed. */
  readonly sent: string | undefined
  readonly normalised: string | undefined
  readonly drifts: readonly ShownDrift[]
  readonly refusal: ShownError | undefined
  readonly errors: readonly ShownError[]
  readonly deliveries: readonly ShownDelivery[]
  readonly answer: string | undefined
  readonly curl: string | undefined
  /** The environment variable that the curl command signs with. */
  readonly curlNeeds: 'CALLBACK_TOKEN' | 'CALLBACK_KEY' | undefined
  /** Numbers of the documents at trtc.io that describe the command. */
  readonly documents: readonly string[]
  readonly description: string | undefined
}

/** One second of traffic. */
export interface PulseSecond {
  /** Unit: s since 1970. */
  readonly second: number
  readonly answered: number
  /** Answered with another status than 200, or with handlers that threw. */
  readonly failed: number
  /** Half of the answers were faster. Unit: ms. */
  readonly median: number
  /** 95 of 100 answers were faster. Unit: ms. */
  readonly slowest: number
}

/** How much there was and is. */
export interface Totals {
  /** Callbacks seen since the inspector was mounted. */
  readonly seen: number
  /** Callbacks that it still holds. */
  readonly kept: number
  /** Counts the changes of rooms. */
  readonly roomChanges: number
}

/** The first answer to the page. */
export interface Overview {
  /** Newest first. */
  readonly callbacks: readonly CallbackSummary[]
  readonly seconds: readonly PulseSecond[]
  readonly totals: Totals
  readonly samples: readonly ShownSample[]
  readonly sdkAppIds: readonly string[]
  /** When callbacks are recorded: always, or only while a page is open. */
  readonly record: 'always' | 'watched'
  /** The names of the inboxes that can be looked into. */
  readonly inboxes: readonly string[]
}

/** A batch of the stream. */
export interface Batch {
  /** New ones, and old ones that changed. */
  readonly callbacks: readonly CallbackSummary[]
  readonly seconds: readonly PulseSecond[]
  readonly totals: Totals
}

/** A documented packet that can be sent. */
export interface ShownSample {
  readonly command: string
  readonly product: string
  readonly text: string
}

/** A seat of a room. */
export interface ShownSeat {
  readonly index: number
  readonly account: string | undefined
  readonly isTakenDisabled: boolean
  readonly isAudioDisabled: boolean
  readonly isVideoDisabled: boolean
}

/** A room as the stream tells of it. */
export interface ShownRoom {
  readonly sdkAppId: string
  readonly roomId: string
  readonly name: string | undefined
  readonly type: string | undefined
  readonly owner: string | undefined
  readonly admins: readonly string[]
  readonly members: readonly string[]
  /** As the platform counts them; it may know of more than the stream told. */
  readonly memberCount: number | undefined
  readonly seats: readonly ShownSeat[]
  /** Unit: ms since 1970. */
  readonly changedAt: number
}

/** What became of a packet that was run through the handlers. */
export interface ReplayResult {
  /** The entry that shows it. */
  readonly id: number | undefined
  readonly outcome: string
  readonly status: number
}

/** What became of a file. */
export interface Imported {
  readonly imported: number
}
