// A project names the types of its own exports, and finds them only in the packages that it installed itself.
export type {
  MessageElement,
  MessageReplacement,
  OptionRow,
  OtherElement,
  TIMCustomElem,
  TIMFaceElem,
  TIMFileElem,
  TIMImageElem,
  TIMLocationElem,
  TIMRelayElem,
  TIMSoundElem,
  TIMStreamElem,
  TIMTextElem,
  TIMVideoFileElem,
} from '@room-callbacks/core'
export type { CallbackAddressesOptions } from './addresses/address-options.ts'
export type { CallbackAddresses } from './addresses/callback-addresses.ts'
export type { AddressList, NetType } from './apis/address-list-api.ts'
export type { ChatApi } from './apis/chat-api.ts'
export type {
  C2CMessage,
  C2CMessageReceipt,
  C2CRecall,
  GroupMember,
  GroupMembers,
  GroupMembersQuery,
  GroupMessage,
  GroupMessageReceipt,
  GroupRecall,
  GroupRecallReceipt,
  ImportReceipt,
  MessageContent,
  MessageOptions,
  NewAccount,
} from './apis/chat-messages.ts'
export type { ConfigurationApi, ReadConfiguration, UpdatableConfigurationApi } from './apis/configuration-api.ts'
export type { Receipt } from './apis/receipt.ts'
export type { ReadToken, TokenApi, TokenConfiguration } from './apis/token-api.ts'
export { type CallbackClient, callbackClient } from './callback-client.ts'
export type { ConfiguredProduct } from './commands/additional-command.ts'
export type { CallbackConfiguration } from './commands/check-configuration.ts'
export type { EnsureOptions } from './ensure/ensure-options.ts'
export type { Change, EnsureResult, ProductChange, RedactedToken, TokenChange } from './ensure/ensure-result.ts'
export { type ClientErrorCode, type ClientErrorRow, clientErrorTable } from './errors/client-error-table.ts'
export { type ErrorCodeRow, errorCodeTable } from './errors/error-code-table.ts'
export { type CallFacts, type FailureFacts, PlatformError } from './errors/platform-error.ts'
export { type ClientOptionRow, clientOptionTable } from './options/client-option-table.ts'
export type { ClientOptions } from './options/client-options.ts'
export { type Region, regions } from './options/regions.ts'
export type { CallOptions } from './transport/rest-calls.ts'
export { type UserSigOptions, userSig } from './user-sig/user-sig.ts'
