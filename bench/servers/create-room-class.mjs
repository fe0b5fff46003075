import 'reflect-metadata'
import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator'

/** Decorates properties of a class, as `@IsOptional() @IsString() RoomName?: string` does. */
const decorate = (target, names, ...decorators) => {
  for (const name of names) for (const decorator of decorators) decorator(target.prototype, name)
}

class RoomInfo {}
decorate(RoomInfo, ['RoomId'], IsString())
const texts = ['RoomName', 'RoomType', 'Owner_Account', 'CustomInfo', 'RoomStatus', 'TakeSeatMode']
decorate(RoomInfo, texts, IsOptional(), IsString())
const numbers = ['MaxMemberCount', 'MaxSeatCount', 'ScheduleStartTime', 'ScheduleEndTime', 'CreateTime']
decorate(RoomInfo, numbers, IsOptional(), IsInt())
const flags = ['Video', 'Audio', 'Message', 'ScreenSharing', 'CloudRecording'].map((name) => `Is${name}Disabled`)
decorate(RoomInfo, [...flags, 'IsSeatEnabled'], IsOptional(), IsBoolean())

/** The packet as the class that an app of Nest checks. */
export class CreateRoomPacket {}
decorate(CreateRoomPacket, ['CallbackCommand', 'Operator_Account'], IsString())
decorate(
  CreateRoomPacket,
  ['RoomInfo'],
  ValidateNested(),
  Type(() => RoomInfo),
)
decorate(CreateRoomPacket, ['ScheduleInviteeList_Account'], IsOptional(), IsArray(), IsString({ each: true }))
decorate(CreateRoomPacket, ['EventTime'], IsInt())
