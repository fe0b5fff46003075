import { z } from 'zod'

/** The packet as a hand-written server would check it. */
export const createRoomPacket = z.looseObject({
  CallbackCommand: z.string(),
  Operator_Account: z.string(),
  RoomInfo: z.looseObject({
    RoomId: z.string(),
    RoomName: z.string().optional(),
    RoomType: z.string().optional(),
    Owner_Account: z.string().optional(),
    MaxMemberCount: z.int().optional(),
    MaxSeatCount: z.int().optional(),
    IsVideoDisabled: z.boolean().optional(),
    IsAudioDisabled: z.boolean().optional(),
    IsMessageDisabled: z.boolean().optional(),
    IsScreenSharingDisabled: z.boolean().optional(),
    IsCloudRecordingDisabled: z.boolean().optional(),
    CustomInfo: z.string().optional(),
    ScheduleStartTime: z.int().optional(),
    ScheduleEndTime: z.int().optional(),
    RoomStatus: z.string().optional(),
    IsSeatEnabled: z.boolean().optional(),
    TakeSeatMode: z.string().optional(),
    CreateTime: z.int().optional(),
  }),
  ScheduleInviteeList_Account: z.array(z.string()).optional(),
  EventTime: z.int(),
})
