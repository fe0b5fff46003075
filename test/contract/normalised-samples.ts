import { packet, type Sample } from '@room-callbacks/testing'

// Written out by hand: what a handler must see where the documented sample differs from its table.
const differences: Record<string, Record<string, unknown>> = {
  'conference Mic.CallbackAfterSeatInfoChanged': {
    SeatList: [
      {
        Index: 1,
        Member_Account: '144115233775727695',
        IsTakenDisabled: false,
        IsVideoDisabled: false,
        IsAudioDisabled: false,
      },
    ],
  },
  'conference Room.CallbackAfterUpdateRoomInfo': { RoomInfo: { IsCloudRecordingDisabled: false } },
  'live Live.CallbackAfterDestroyRoom': { RoomInfo: { Owner_Account: '144115216631667826' } },
  'live Live.CallbackAfterEndBattle': {
    FromRoomInfo: { Owner_Account: '144115245353757792' },
    ToRoomList: [{ RoomId: 'pk-5', Score: 0, Owner_Account: '144115245442327522' }],
  },
  'live Group.CallbackBeforeSendMsg': { EventTime: 1670574414123 },
  'live Group.CallbackAfterSendMsg': { EventTime: 1670574414123 },
  'chat Group.CallbackAfterMemberFieldChanged modified': {
    EventTime: 1670574414123,
    Modified_Account: undefined,
    Member_Account: '123456',
  },
  'chat ContentCallback.ResultNotify': { CallbackCommand: 'ContentCallback.ResultNotify' },
  'chat Push.AllMemberPush': { CallbackCommand: 'Push.AllMemberPush' },
  'chat Push.OfflinePush': { CallbackCommand: 'Push.OfflinePush' },
  'call Call.CallbackAfterStartCall': {
    UserList: [
      { User_Account: '144115212830834855', Status: 'Calling' },
      { User_Account: '144115212948889925', Status: 'Waiting' },
    ],
  },
}
// A string in the international samples, a number in tables, newer pages and real packets.
for (const command of [
  'Group.CallbackAfterChangeGroupOwner',
  'Group.CallbackAfterCreateGroup',
  'Group.CallbackAfterGroupAttrChanged',
  'Group.CallbackAfterGroupDestroyed',
  'Group.CallbackAfterGroupFull',
  'Group.CallbackAfterGroupInfoChanged',
  'Group.CallbackAfterMemberExit',
  'Group.CallbackAfterMemberFieldChanged',
  'Group.CallbackAfterNewMemberJoin',
  'Group.CallbackAfterReadReceipt',
  'Group.CallbackAfterRecallMsg',
  'Group.CallbackAfterSendMsg',
  'Group.CallbackBeforeApplyJoinGroup',
  'Group.CallbackBeforeCreateGroup',
  'Group.CallbackBeforeInviteJoinGroup',
  'Group.CallbackBeforeSendMsg',
  'Group.CallbackOnDailyGroupQuotaAlarm',
  'Group.CallbackOnMemberStateChange',
  'Group.CallbackSendMsgException',
]) {
  differences[`chat ${command}`] = { EventTime: 1670574414123 }
}
differences['live Mic.CallbackAfterSeatInfoChanged'] = differences[
  'conference Mic.CallbackAfterSeatInfoChanged'
] as Record<string, unknown>

for (const constant of [
  'CREATE_ROOM',
  'ENTER_ROOM',
  'EXIT_ROOM',
  'CHANGE_ROLE',
  'START_VIDEO',
  'STOP_VIDEO',
  'START_AUDIO',
  'STOP_AUDIO',
  'START_ASSIT',
  'STOP_ASSIT',
]) {
  differences[`rtc-engine RtcEngine.EVENT_TYPE_${constant}`] = { EventInfo: { RoomId: '12345' } }
}
differences['rtc-engine RtcEngine.EVENT_TYPE_DISMISS_ROOM observed'] = { EventInfo: { RoomId: '52001' } }
for (const [name, EventTs] of Object.entries({
  RECORDER_START: 1622186275,
  RECORDER_STOP: 1622186354,
  'RECORDER_STOP observed': 1768960945,
  FILE_SLICE: 1622186289,
  'VOD_COMMIT flat': 1622186289,
})) {
  differences[`rtc-engine RtcEngine.EVENT_TYPE_CLOUD_RECORDING_${name}`] = { EventInfo: { EventTs } }
}
differences['rtc-engine RtcEngine.EVENT_TYPE_CLOUD_Moderation_STOP'] = { EventInfo: { EventTs: 1729601782 } }
differences['rtc-engine RtcEngine.EVENT_TYPE_CLOUD_PUBLISH_CDN_STATUS'] = {
  EventInfo: { EventTsMs: undefined, EventMsTs: 1622186275913 },
}

/** A sample as its handler must see it. */
export function normalisedSample({ command, product, variant }: Sample): object {
  const name = [product, command, variant].filter(Boolean).join(' ')
  return packet(command, (differences[name] ?? {}) as never, product, variant)
}
