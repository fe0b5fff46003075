// A project names the types of its own exports, and finds them only in the packages that it installed itself.

export type * from '@room-callbacks/core'
export type { Platform as ActingPlatform } from '@room-callbacks/core'
export type * from '@room-callbacks/core/inbox'
export type { Attempt as InboxAttempt } from '@room-callbacks/core/inbox'
export { callbackQuery, type QueryFields } from './callback-query.ts'
export type { Engine, EntryOptions, ExitOptions, RecordingOptions } from './engine/engine.ts'
export type { EngineAttempt, EngineEvent, SentEvent } from './engine/engine-delivery.ts'
export type { EngineOptions } from './engine/engine-options.ts'
export type { EngineRecording, RecordingStorage } from './engine/engine-recording.ts'
export type { EngineStream } from './engine/engine-room.ts'
export { startEngine } from './engine/start-engine.ts'
export { type EngineHeaderFields, engineHeaders } from './engine-headers.ts'
export type { InboxCase, NewStore } from './inbox/conformance/case.ts'
export { inboxConformance } from './inbox/conformance/inbox-conformance.ts'
export { type Announcement, InboxMemory, type MemoryEntry } from './inbox/inbox-memory.ts'
export { memoryInbox } from './inbox/memory-inbox.ts'
export { MemoryInboxStore } from './inbox/memory-inbox-store.ts'
export {
  type Injected,
  type InjectedPacket,
  type InjectOptions,
  inject,
  type Listener,
  type Receiving,
} from './inject.ts'
export { type Overrides, packet } from './packet.ts'
export type { Calls, CallView, NewCall } from './platform/calls/call-operations.ts'
export type {
  AttributeChange,
  Chat,
  ChatOperations,
  ExtensionChange,
  FriendAnswer,
  MessageFailure,
  NewFriendRequest,
  NewGroup,
  NewGroupMessage,
  NewOfficialAccount,
  NewPrivateMessage,
} from './platform/chat/chat-operations.ts'
export type {
  DeliveredMessage,
  FriendResult,
  GroupMessageResult,
  GroupResult,
  InvitationResult,
  JoinResult,
  OfficialAccountResult,
  OfficialMessageResult,
  PrivateMessageResult,
  SubscriptionResult,
  TopicResult,
  UndeliveredMessage,
} from './platform/chat/chat-results.ts'
export type {
  GroupInfo,
  GroupMemberView,
  GroupType,
  GroupView,
  OfficialAccountInfo,
  OfficialAccountView,
  TopicView,
  UserView,
} from './platform/chat/chat-view.ts'
export type {
  CallbackSettings,
  Configuration,
  Configurations,
  ConfiguredProduct,
} from './platform/configuration/callback-settings.ts'
export type { Actor } from './platform/events/actor.ts'
export type { MessageBody, MessageContent } from './platform/events/message-body.ts'
export type { EventProduct } from './platform/events/platform-event.ts'
export type { Refused } from './platform/events/read-verdict.ts'
export type { FaultOptions } from './platform/faults/fault-options.ts'
export type { LoadOptions, LoadSummary } from './platform/load/load-options.ts'
export { startLoad } from './platform/load/start-load.ts'
export type { PlatformOptions } from './platform/options/platform-options.ts'
export { type PlatformSettings, platformDefaults } from './platform/options/read-platform-options.ts'
export type { Platform } from './platform/platform.ts'
export type { ScriptedFailure } from './platform/rest/scripted-failure.ts'
export type { GiftResult, MessageResult } from './platform/rooms/results.ts'
export type {
  NewBattle,
  NewGift,
  NewLive,
  NewMeeting,
  NewMessage,
  RoomChanges,
  RoomOperations,
  SeatLocks,
} from './platform/rooms/room-operations.ts'
export type { BattleView, RoomProduct, RoomView, SeatView } from './platform/rooms/room-view.ts'
export { describeResult, type ResultDescription } from './platform/scenarios/describe-result.ts'
export { playScenario } from './platform/scenarios/play-scenario.ts'
export type { PlayOptions, Scenario, ScenarioStep, TakeStep } from './platform/scenarios/scenario.ts'
export { scenarios } from './platform/scenarios/scenarios.ts'
export type { CallbackResponse } from './platform/send/callback-sender.ts'
export type {
  AppliedFault,
  Attempt,
  AttemptFailure,
  CallbackOutcome,
  SentCallback,
} from './platform/send/sent-callback.ts'
export { openSender } from './platform/sender/open-sender.ts'
export type { Sender, SendOptions, SentPacket } from './platform/sender/sender.ts'
export type { SenderOptions } from './platform/sender/sender-options.ts'
export { SimulationError, type SimulationErrorCode, simulationErrors } from './platform/simulation-error.ts'
export { startPlatform } from './platform/start-platform.ts'
export { type LoadRecordingOptions, loadRecording, type RecordedCallback } from './recording/load-recording.ts'
export { callV1Samples, type Sample, type SampleProduct, samples, sampleText } from './samples.ts'
