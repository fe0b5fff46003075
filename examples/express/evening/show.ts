import { type SampleProduct, samples } from '@room-callbacks/testing'
import type { roomView } from '../rooms.ts'
import { example } from '../server.ts'
import { signedCurl } from '../signed-curl.ts'
import { deliverSample } from './deliver-sample.ts'
import { fit, paint } from './screen.ts'
import { heads } from './tell.ts'

/**
 * Delivers the samples of a meeting and then of a live, and the others when no callback is told any more; gives
 * how many were refused.
 */
export async function show(url: string, stopTelling: () => void): Promise<number> {
  // The first request pays for what a process makes once.
  await mirrored(url)
  console.log('The Express example receives an evening of signed callbacks.')
  const started = performance.now()
  const evening = [...(await play(url, 'conference', 'A meeting')), ...(await play(url, 'live', 'A live'))]
  const refused = evening.filter((status) => status !== 200).length
  const milliseconds = Math.round(performance.now() - started)
  console.log(`\n${evening.length} callbacks delivered, ${refused} refused, ${milliseconds} ms.`)
  await showMirror(url)
  stopTelling()
  return refused + (await deliverOthers(url))
}

/** Delivers the samples of Chat and Call, and of RTC Engine, of which there are too many to tell each. */
async function deliverOthers(url: string): Promise<number> {
  const refused = await deliverAll(url, 'Chat and Call', ['chat', 'call'])
  return refused + (await deliverAll(url, 'RTC Engine', ['rtc-engine']))
}

async function deliverAll(url: string, title: string, products: readonly SampleProduct[]): Promise<number> {
  const others = samples.filter(({ product }) => products.includes(product))
  let refused = 0
  for (const sample of others) if ((await deliverSample(url, sample)) !== 200) refused += 1
  console.log(`\n${paint('bold', title)}: ${others.length} sample packets delivered, ${refused} refused.`)
  return refused
}

/** Invites to send one more, and to look at it on the page of the inspector. */
export function invite(url: string, page: string): void {
  console.log('\nSend one more: this opens a room, and signs itself each time you paste it.\n')
  console.log(signedCurl(url, example))
  console.log(`\nThen find it in the inspector:\n  ${page}\n\nCtrl-C closes.`)
}

/** Delivers the samples of a product in the order of a room's life. Gives the status of each answer. */
async function play(url: string, product: SampleProduct, title: string): Promise<number[]> {
  const acts = samples.filter((sample) => sample.product === product)
  console.log(`\n${paint('bold', title)}: ${acts.length} sample packets of the ${product} documents\n${heads}`)
  const statuses: number[] = []
  for (const act of acts) statuses.push(await deliverSample(url, act))
  return statuses
}

async function showMirror(url: string): Promise<void> {
  console.log(`\nWhat the example mirrored: ${url}/rooms`)
  console.log(paint('dim', rowOf('room', 'name', 'owner', 'members')))
  for (const { id, name = '', owner = '', members } of await mirrored(url)) {
    console.log(fit(rowOf(id, name, owner, members.join(', ')), 0))
  }
}

const rowOf = (id: string, name: string, owner: string, members: string): string =>
  `  ${id.padEnd(16)}${name.padEnd(16)}${owner.padEnd(16)}${members}`.trimEnd()

async function mirrored(url: string): Promise<ReturnType<typeof roomView>[]> {
  const response = await fetch(`${url}/rooms`)
  return (await response.json()) as ReturnType<typeof roomView>[]
}
