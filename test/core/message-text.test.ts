import { type MessageElement, messageText, replace } from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { observed } from './receiver.ts'

const text = (Text: string): MessageElement => ({ MsgType: 'TIMTextElem', MsgContent: { Text } })
const face: MessageElement = { MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: 'smile' } }

t.test('the text of a message is that of its text elements, with nothing between them', async (t) => {
  t.equal(messageText([text('da'), face, text('rn')]), 'darn')
  t.equal(messageText([text('hello')]), 'hello')
  t.equal(messageText([face]), '')
  t.equal(messageText([]), '')
})

t.test('an element with another content than documented adds no text, and refuses no message', async (t) => {
  const odd = [undefined, null, 5, ['text']].map((Text) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } }))
  const MsgBody = [...odd, { MsgType: 'TIMNewElem', MsgContent: { Text: 'no' } }, text('yes')]
  t.equal(messageText(MsgBody), 'yes')
  const { callbacks, errors } = observed()
  callbacks.on('Group.CallbackBeforeSendMsg', (event) => replace({ MsgBody: [...event.MsgBody, ...MsgBody] }))
  const sent = { ...packet('Group.CallbackBeforeSendMsg'), MsgBody }
  const { answer } = await inject(callbacks, sent)
  const arrived = JSON.parse(JSON.stringify(MsgBody))
  t.match(answer, { ErrorCode: 0, MsgBody: [...arrived, ...arrived] }, 'unknown kinds pass both ways')
  t.strictSame(errors, [])
})

t.test('a kind narrows to its content, and forwarded messages hold messages', async (t) => {
  const MsgList = [{ From_Account: 'tom', MsgBody: [text('inner')] }]
  const relayed: MessageElement = {
    MsgType: 'TIMRelayElem',
    MsgContent: { Title: 'Chat of Tom', MsgNum: 1, CompatibleText: 'update', AbstractList: ['inner'], MsgList },
  }
  const seen: string[] = []
  const read = (element: MessageElement): void => {
    if (element.MsgType === 'TIMTextElem') seen.push(element.MsgContent.Text.toUpperCase())
    else if (element.MsgType === 'TIMRelayElem') {
      for (const { MsgBody = [] } of element.MsgContent.MsgList ?? []) for (const inner of MsgBody) read(inner)
    } else if (element.MsgType === 'TIMFaceElem') seen.push(element.MsgContent.Index.toFixed(0))
    else seen.push(String(element.MsgType satisfies string))
  }
  for (const element of [relayed, face, text('outer')]) read(element)
  t.strictSame(seen, ['INNER', '1', 'OUTER'])
})
