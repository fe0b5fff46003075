import { roomCallbacks as expressCallbacks } from '@room-callbacks/express'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks as koaCallbacks } from '@room-callbacks/koa'
import { roomCallbacks } from '@room-callbacks/node'

// @ts-expect-error an inspector of something else than a receiver
inspector({})
// @ts-expect-error an SDKAppID is missing
roomCallbacks()
// @ts-expect-error an SDKAppID that is neither a number nor digits
roomCallbacks({ sdkAppId: 1400000000 })
// @ts-expect-error an option that does not exist
roomCallbacks(1400000000, { tokens: ['secret'] })
// @ts-expect-error an option that does not exist, in Express
expressCallbacks(1400000000, { path: '/tencent' })
// @ts-expect-error an option that does not exist, in Koa
koaCallbacks(1400000000, { path: '/tencent' })
// @ts-expect-error a function of app ids that tells no boolean
roomCallbacks((sdkAppId: string) => sdkAppId)
// @ts-expect-error a token function that gives a number
roomCallbacks(1400000000, { token: () => 12345 })
// @ts-expect-error a token function that takes a number
roomCallbacks(1400000000, { token: (sdkAppId: number) => String(sdkAppId) })
// @ts-expect-error a key function that gives a number
roomCallbacks(1400000000, { key: () => 12345 })
// @ts-expect-error a token that is a number
roomCallbacks(1400000000, { token: 12345 })
// @ts-expect-error a window that is a string
roomCallbacks(1400000000, { signatureWindow: '60' })
// @ts-expect-error one address where a list is due
roomCallbacks(1400000000, { addresses: '10.0.0.1' })
// @ts-expect-error a limit with a unit
roomCallbacks(1400000000, { bodyLimit: '256kb' })
// @ts-expect-error an acknowledgement that does not exist
roomCallbacks(1400000000, { ack: 'never' })
// @ts-expect-error a fallback that is no decision
roomCallbacks(1400000000, { fallback: 'drop' })
// @ts-expect-error a fallback of one command that is no decision
roomCallbacks(1400000000, { fallback: { 'Live.CallbackBeforeSendGift': true } })
// @ts-expect-error de-duplication is on or configured; `true` says nothing
roomCallbacks(1400000000, { deduplication: true })
// @ts-expect-error an option of de-duplication that does not exist
roomCallbacks(1400000000, { deduplication: { ttl: 1000 } })
// @ts-expect-error a store without its methods
roomCallbacks(1400000000, { deduplication: { store: {} } })
// @ts-expect-error a validation that does not exist
roomCallbacks(1400000000, { validation: 'off' })
// @ts-expect-error a clock that tells the time as a date
roomCallbacks(1400000000, { clock: () => new Date() })
// @ts-expect-error an option that is present but undefined, other than the token
roomCallbacks(1400000000, { deadline: undefined })
// @ts-expect-error `close` takes a timeout by name
await roomCallbacks(1400000000).close(10_000)
