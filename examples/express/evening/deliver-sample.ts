import { type Sample, sampleText } from '@room-callbacks/testing'
import { deliver } from '../deliver.ts'

/** Delivers a sample as Tencent does. Gives the status of the answer. */
export const deliverSample = (url: string, { command, product, variant }: Sample): Promise<number> =>
  deliver(url, command, sampleText(command, product, variant))
