import { catalogEntry } from '../../catalog/catalog-entry.ts'
import { findCommand } from '../../catalog/find-command.ts'
import { HttpSender } from '../../deliver/deliver.ts'
import { reportDelivered } from '../../deliver/report-delivered.ts'
import { signedRequest } from '../../deliver/signed-request.ts'
import { readFileOrInput, textOf } from '../../packets/read-file.ts'
import type { Run } from '../command-definition.ts'
import { recordedIn } from './recorded.ts'

/** What is sent again. */
export interface ReplayFlags {
  readonly file: string
  readonly only?: readonly string[]
  /** Unit: ms. */
  readonly timeout: number
}

/** Sends what was recorded, one after the other. */
export const replay: Run<ReplayFlags> = async ({ flags, settings, io, output }) => {
  const url = settings.requireUrl('url')
  const wanted = flags.only?.map((word) => findCommand(word).name)
  const text = textOf(await readFileOrInput(flags.file, io), flags.file)
  const recorded = recordedIn(text, flags.file).filter(
    ({ command }) => !wanted || wanted.some((name) => name === catalogEntry(command)?.name),
  )
  const courier = new HttpSender(flags.timeout, io.signal)
  let unread = 0
  let failed = 0
  try {
    for (const { sdkAppId, body, ...fields } of recorded) {
      if (!body) {
        unread += 1
        continue
      }
      const app = settings.get('sdkAppId') ?? sdkAppId ?? settings.require('sdkAppId')
      const request = signedRequest({ ...fields, sdkAppId: app, time: io.clock(), body }, settings)
      const delivered = await courier.deliver({ url, body, ...request })
      if (!reportDelivered(output, { command: fields.command, delivered })) failed += 1
    }
  } finally {
    courier.close()
  }
  output.note(`${recorded.length - unread} sent again, ${failed} of them failed.`)
  if (unread > 0) output.note(`${unread} left out: they were refused before their body was read.`)
  return failed > 0 ? 'failed' : 'ok'
}
