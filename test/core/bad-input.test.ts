import { commands } from '@room-callbacks/core'
import { callbackQuery, inject, memoryInbox, packet, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { appId, decision, observed, settled } from './receiver.ts'

const before = commands.filter(({ phase }) => phase === 'before')

t.test('a Before packet that does not fit its schema is answered by the fallback, in words', async (t) => {
  for (const { name, answer } of before) {
    const { callbacks, rejections } = observed()
    callbacks.on(name as 'Live.CallbackBeforeSendGift', () => {
      throw new Error('no handler gets it')
    })
    const reply = await inject(callbacks, {}, { command: name })
    const isEach = answer?.eachOf !== undefined
    const code = answer?.platformDefault === 'deny' && !isEach ? 1 : 0
    t.equal(decision(reply), `200 invalid-packet OK ${code}`, name)
    t.match(rejections, [{ error: { code: 'invalid-packet' } }], 'its hook hears of it')
  }
})

t.test('the chosen fallback answers it, too, and an inbox keeps it', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, fallback: 'deny' })
  const { answer } = await inject(callbacks, { From_Account: 5 }, { command: 'Group.CallbackBeforeSendMsg' })
  t.equal(answer.ErrorCode, 1)
  await settled()
  t.match(await inbox.list('dead'), [{ error: { code: 'invalid-packet' } }])
  await callbacks.close()
  await inbox.close()
})

t.test('a Before packet that is not proven is refused by its code, without a decision', async (t) => {
  const { callbacks } = observed({ token: 'secret' })
  const reply = await inject(callbacks, {}, { command: 'Group.CallbackBeforeSendMsg', token: 'forged' })
  t.equal(decision(reply), '401 bad-signature FAIL 1 bad-signature')
})

t.test('an unknown word of each family is told, answered OK, and kept as a dead letter by an inbox', async (t) => {
  const families = [...new Set(samples.map(({ command }) => command.slice(0, command.indexOf('.'))))]
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, key: false })
  const told: string[] = []
  callbacks.on('unknown', (_event, { command }) => told.push(command))
  for (const family of families.filter((name) => name !== 'RtcEngine')) {
    t.equal(
      decision(await inject(callbacks, { Family: family }, { command: `${family}.Tomorrow` })),
      '200 unknown-command OK 0',
    )
  }
  const words = families.filter((name) => name !== 'RtcEngine').map((family) => `${family}.Tomorrow`)
  t.strictSame(told, words)
  const dead = await inbox.list('dead', { limit: 100 })
  t.strictSame(
    dead.map(({ record, error }) => `${record.command} ${error?.code}`).sort((one, other) => one.localeCompare(other)),
    words.map((word) => `${word} unknown-command`).sort((one, other) => one.localeCompare(other)),
  )
  await callbacks.close()
  await inbox.close()
})

t.test('the packet of another app, or of another command, reaches no handler of any family', async (t) => {
  const { callbacks, errors } = observed()
  callbacks.on('*', () => {
    throw new Error('it arrived')
  })
  for (const { command, product, variant } of samples.filter(({ product }) => product !== 'rtc-engine')) {
    const text = sampleText(command, product, variant)
    t.equal((await inject(callbacks, text, { command, sdkAppId: appId + 1 })).outcome, 'unknown-app', command)
    const renamed = { ...JSON.parse(text), CallbackCommand: 'Alert.RequestOverLimit' }
    if (command === 'Alert.RequestOverLimit') renamed.CallbackCommand = 'Bot.OnC2CMessage'
    const { outcome } = await inject(callbacks, renamed, { command })
    t.equal(outcome, 'command-mismatch', command)
  }
  t.strictSame(errors, [])
})

t.test('SdkAppId in the body of ContentCallback.ResultNotify decides nothing', async (t) => {
  const command = 'ContentCallback.ResultNotify'
  const { callbacks } = observed()
  callbacks.on(command, () => {})
  const other = { ...packet(command), SdkAppId: appId + 1 }
  t.equal((await inject(callbacks, other, { command })).outcome, 'handled')
  t.match(callbackQuery({ sdkAppId: appId, command }), `SdkAppid=${appId}`)
})
