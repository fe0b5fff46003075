import type { CallbackClient } from '@room-callbacks/client'
import { messageText, type NodeRoomCallbacks, roomCallbacks } from '@room-callbacks/node'

/**
 * A robot: answers each message to it, and each mention in a group, through the REST API. An answer has the numbers of its
 * question, so that Chat drops a second one.
 */
export const bot = (sdkAppId: string, token: string, { chat }: CallbackClient): NodeRoomCallbacks =>
  roomCallbacks(sdkAppId, { token })
    .on('Bot.OnC2CMessage', async ({ From_Account, To_Account, MsgSeq, MsgRandom, MsgBody }) => {
      const answer = { From_Account: To_Account, To_Account: From_Account, Text: answerTo(messageText(MsgBody)) }
      await chat.sendC2CMessage({ ...answer, MsgSeq, MsgRandom })
    })
    .on('Bot.OnGroupMessage', async ({ GroupId, AtRobots_Account: [From_Account = ''], Random, MsgBody }) => {
      await chat.sendGroupMessage({ GroupId, From_Account, Random, Text: answerTo(messageText(MsgBody)) })
    })
    .on('error', (error, context) => console.error(`${context?.command}: ${error.message}`, error.cause))

/** What it has to say. A real one asks a model, or a timetable. */
function answerTo(question: string): string {
  if (/\bhello\b/i.test(question)) return 'Hello! Ask me what is on.'
  return /\bon\b/i.test(question) ? 'Tonight: songs, at eight.' : 'I did not understand that.'
}
