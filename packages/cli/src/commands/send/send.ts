import type { SampleProduct } from '@room-callbacks/testing'
import { findCommand } from '../../catalog/find-command.ts'
import { HttpSender } from '../../deliver/deliver.ts'
import { reportDelivered } from '../../deliver/report-delivered.ts'
import { isEvent, secretOf, signedRequest } from '../../deliver/signed-request.ts'
import { CliError } from '../../errors/cli-error.ts'
import { composeBody } from '../../packets/compose-body.ts'
import type { Run } from '../command-definition.ts'
import { shownSample } from '../show/show.ts'

/** What is sent, and how. */
export interface SendFlags {
  readonly command: string
  readonly set?: readonly string[]
  readonly unset?: readonly string[]
  readonly file?: string
  readonly product?: SampleProduct
  readonly variant?: string
  readonly repeat: number
  readonly duplicate?: boolean
  readonly stale?: boolean
  readonly badSign?: boolean
  /** Unit: ms. */
  readonly timeout: number
}

const anHour = 3_600_000

/** Sends callbacks one after the other. */
export const send: Run<SendFlags> = async ({ flags, settings, io, output }) => {
  const { stale = false, badSign = false, duplicate = false, repeat, timeout } = flags
  const command = findCommand(flags.command)
  const sample = shownSample(command, flags)
  settings.requireAll('url', 'sdkAppId')
  const url = settings.requireUrl('url')
  const sdkAppId = settings.require('sdkAppId')
  if (stale && isEvent(command.name)) {
    throw new CliError('invalid-arguments', `--stale: no event of RTC Engine is signed with a time.`)
  }
  if (badSign || stale) settings.require(secretOf(command.name))
  const bodyAt = await composeBody(command, { ...flags, sample }, io)
  const courier = new HttpSender(timeout, io.signal)
  let isFailed = false
  try {
    const start = io.clock()
    for (let index = 0; index < repeat; index += 1) {
      const body = bodyAt(start + index)
      for (let delivery = 0; delivery < (duplicate ? 2 : 1); delivery += 1) {
        const time = io.clock() - (stale ? anHour : 0)
        const request = signedRequest({ sdkAppId, command: command.name, time, isForged: badSign, body }, settings)
        const delivered = await courier.deliver({ url, body, ...request })
        isFailed = !reportDelivered(output, { command: command.name, delivered }) || isFailed
      }
    }
  } finally {
    courier.close()
  }
  return isFailed ? 'failed' : 'ok'
}
