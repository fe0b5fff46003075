import { callbackQuery, type Sample, sampleText } from '@room-callbacks/testing'
import { sdkAppId, token } from '../../account.ts'

/** Delivers a sample as Tencent does: signed, over HTTP. Gives the status of the answer. */
export async function deliver(url: string, { command, product }: Sample): Promise<number> {
  const response = await fetch(`${url}/?${callbackQuery({ sdkAppId, command, token })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: sampleText(command, product),
  })
  await response.arrayBuffer()
  return response.status
}
