import type { SenderOptions, SendOptions } from '@room-callbacks/testing'
import { openSender } from '../unhurried.ts'
import type { Answered } from './deliver.ts'
import { appId, type Running } from './hosts.ts'

/** An ordinary packet: nothing about it but what the platform can send. */
export interface Ordinary
  extends Pick<SenderOptions, 'sdkAppId' | 'token' | 'clock'>,
    Pick<SendOptions, 'command' | 'headers'> {
  readonly path?: string
  readonly body: string
}

/** Sends an ordinary packet with the sender of the simulated platform, which gives it 2 s. */
export async function send({ port }: Pick<Running, 'port'>, packet: Ordinary): Promise<Answered> {
  const { path = '/', body, command, headers, ...options } = packet
  const sender = await openSender({ url: `http://127.0.0.1:${port}${path}`, sdkAppId: appId, ...options })
  const { response, attempts } = await sender.send(body, {
    command: command ?? 'Room.CallbackAfterCreateRoom',
    ...(headers && { headers }),
  })
  await sender.close()
  if (!response) throw new Error(`No answer: ${attempts.map(({ failure, detail }) => `${failure} ${detail}`).join()}`)
  const json = response.text.startsWith('{') ? JSON.parse(response.text) : {}
  return { ...response, json }
}
