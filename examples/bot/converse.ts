import { messageText } from '@room-callbacks/node'
import type { MessageBody, Platform } from '@room-callbacks/testing'

const [user, robot, GroupId] = ['alice', '@RBT#001', 'songs']

/** Lets a user of a simulated Chat talk to the robot, and prints what each of them said. */
export async function converse(platform: Platform, print: (line: string) => void): Promise<void> {
  const { chat } = platform
  for (const Text of ['Hello', 'What is on?', 'Why?']) {
    await chat.sendPrivateMessage(user, robot, { Text })
    // The callback is answered when the robot has answered.
    await platform.settled()
  }
  await chat.createGroup({ GroupId, Owner_Account: user, Name: 'Songs', members: [robot] })
  await chat.sendGroupMessage(GroupId, { From_Account: user, Text: `@${robot} what is on?`, mentions: [robot] })
  await platform.settled()
  for (const { command, packet } of platform.log) {
    if (!command.endsWith('CallbackAfterSendMsg')) continue
    const { From_Account, To_Account, MsgBody } = packet as Record<string, string> & { MsgBody: MessageBody }
    print(`${From_Account} to ${To_Account ?? GroupId}: ${messageText(MsgBody)}`)
  }
}
