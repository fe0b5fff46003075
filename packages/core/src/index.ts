export type { OptionRow } from './checked-options/option-row.ts'
export type { Fingerprint } from './deduplication/fingerprint-ring.ts'
export { type MemoryClaims, MemoryStore } from './deduplication/memory-store.ts'
export type { Claim, ClaimStore, DeduplicationStore } from './deduplication/store.ts'
export { didYouMean } from './errors/did-you-mean.ts'
export { type ErrorRow, errorTable } from './errors/error-table.ts'
export type { InternalErrorCode } from './errors/internal-errors.ts'
export { printable } from './errors/printable.ts'
export type { Refusal } from './errors/refusal.ts'
export type { RefusalCode } from './errors/refusals.ts'
export { copyForeign, type ErrorCode, RoomCallbacksError } from './errors/room-callbacks-error.ts'
export { refuseOtherHost } from './errors/wrong-host.ts'
export { commands } from './generated/catalog.ts'
export type { DeduplicationOptions } from './generated/deduplication-options.ts'
export type * from './generated/events.ts'
export type { CommandHandlers, FamilyHandlers } from './generated/handlers.ts'
export { type Options, optionTable } from './generated/options.ts'
export { GiveUpError, RetryLaterError } from './handlers/attempt-errors.ts'
export type { Context } from './handlers/context.ts'
export type { DefinedCommand, DefinedHandler } from './handlers/defined-command.ts'
export type {
  AnyTarget,
  ExplainedHandler,
  ExplainedTarget,
  NamesLike,
  NamesWithBeginning,
  NamesWithEnd,
  NearName,
} from './handlers/explained-target.ts'
export type {
  AfterHandler,
  AfterNameOf,
  AnsweringHandler,
  AnyEvent,
  BeforeHandler,
  CheckedUrl,
  FamilyHandler,
  Hooks,
  ListedName,
  ListHandler,
  NamedEvent,
  Rejection,
  SharedVerdict,
  VerdictOf,
} from './handlers/handler-types.ts'
export type { HandlerName, Handlers } from './handlers/handlers.ts'
export type {
  Attempt,
  AttemptResult,
  DeliverOptions,
  DeliverRecord,
  Delivery,
  EntryState,
  HandledCommands,
  Inbox,
  InboxEntry,
  InboxOperations,
  InboxStats,
  ListOptions,
  OnDeadLetter,
  PurgeOptions,
  PutOptions,
  PutOutcome,
  WaitOptions,
} from './inbox/inbox.ts'
export type { InboxRecord, RecordedError } from './inbox/inbox-record.ts'
export { addressCheck } from './options/address-list.ts'
export type { AppCheck, KeyFunction, SdkAppIds, TokenFunction } from './options/app-functions.ts'
export { tokenMistake } from './options/token-form.ts'
export { type Outcome, outcomes, type Success } from './outcome.ts'
export type { Answer } from './protocol/answer.ts'
export type {
  AnswerRules,
  Check,
  Command,
  Family,
  OrderKey,
  Phase,
  Placement,
  Product,
  ProtocolName,
  Shape,
  TimeField,
  VerdictKind,
} from './protocol/command.ts'
export { messageText } from './protocol/message-text.ts'
export type { Drift } from './protocol/normalise/drift.ts'
export { type Packet, type ParsedPacket, parsePacket } from './protocol/packet/parse-packet.ts'
export type { Platform } from './protocol/platform.ts'
export type { Validate, Violation } from './protocol/validate-function.ts'
export {
  type Allow,
  type AllowWith,
  type AnswerWith,
  allow,
  answer,
  type Deny,
  type Drop,
  deny,
  drop,
  type Replace,
  replace,
  type Verdict,
} from './protocol/verdict.ts'
export { violationOf } from './protocol/violation.ts'
export { signatureOf } from './protocols/command/signature.ts'
export { bodySignatureOf } from './protocols/rtc-engine/body-signature.ts'
export { keyMistake } from './protocols/rtc-engine/key-form.ts'
export type { InboxHealth } from './receive/inbox-health.ts'
export type { BodyDeadline, BodySource, CallbackRequest, ReadBody } from './receive/request.ts'
export type { RecordTrace, StepContext, StepTrace } from './receive/trace.ts'
export type { PublishedDrift } from './receive/validate.ts'
export { verifyBodySignature } from './receive/verify-body-signature.ts'
export { type VerifyOptions, verifySignature } from './receive/verify-signature.ts'
export type { Reception } from './receiver/create-callable.ts'
export { createRoomCallbacks } from './receiver/create-room-callbacks.ts'
export type { Health, HealthOptions } from './receiver/health.ts'
export { delayDelivery } from './receiver/receiver-of.ts'
export type { CloseOptions, NotInferred, RoomCallbacks } from './receiver/room-callbacks.ts'
export { type Redact, type RedactorOptions, redactor } from './redaction/redactor.ts'
export type { Reply } from './reply.ts'
