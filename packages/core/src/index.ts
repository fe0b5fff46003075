export type { DeduplicationOptions } from './deduplication/deduplication-options.ts'
export { MemoryStore } from './deduplication/memory-store.ts'
export type { Claim, ClaimStore, DeduplicationStore } from './deduplication/store.ts'
export { didYouMean } from './errors/did-you-mean.ts'
export { printable } from './errors/printable.ts'
export type { ErrorRow } from './errors/refusals.ts'
export { copyForeign, type ErrorCode, errorTable, RoomCallbacksError } from './errors/room-callbacks-error.ts'
export { commands } from './generated/catalog.ts'
export type * from './generated/events.ts'
export { type Options, optionTable } from './generated/options.ts'
export type { Context } from './handlers/context.ts'
export type { DefinedCommand } from './handlers/defined-command.ts'
export type { AnyEvent, HandlerName, Handlers, Hooks, Rejection } from './handlers/handler-types.ts'
export { addressCheck } from './options/address-list.ts'
export type { SdkAppIds } from './options/apps.ts'
export type { OptionRow } from './options/option-row.ts'
export { tokenMistake } from './options/token-form.ts'
export { type Outcome, outcomes } from './outcome.ts'
export type { Answer } from './protocol/answer.ts'
export type { Command, Decision, Phase, Product, VerdictKind } from './protocol/command.ts'
export { type Packet, type ParsedPacket, parsePacket } from './protocol/packet/parse-packet.ts'
export type { Platform } from './protocol/platform.ts'
export { signatureOf } from './protocol/signature.ts'
export {
  type Allow,
  allow,
  type Deny,
  type Drop,
  deny,
  drop,
  type Replace,
  replace,
  type Verdict,
  type VerdictOf,
} from './protocol/verdict.ts'
export type { RecordTrace } from './receive/inbox/trace-record.ts'
export type { BodySource, CallbackRequest } from './receive/request.ts'
export type { StepTrace } from './receive/trace.ts'
export type { PublishedDrift } from './receive/validate/drift-report.ts'
export { makeCallable, type Reception } from './receiver/make-callable.ts'
export type { CloseOptions, RoomCallbacks } from './receiver/room-callbacks.ts'
export { type Redact, type RedactorOptions, redactor } from './redaction/redactor.ts'
export type { Reply } from './reply.ts'
