import { fieldsOf } from '../../catalog/fields.ts'
import { type CatalogCommand, findCommand } from '../../catalog/find-command.ts'
import { type Delivered, HttpSender } from '../../deliver/deliver.ts'
import { requireLocalTarget } from '../../deliver/require-local-target.ts'
import { signedQuery } from '../../deliver/signed-query.ts'
import { composeBody } from '../../packets/compose-body.ts'
import type { Invocation, Run } from '../command-definition.ts'
import { downgradeUnproven, type Finding, findingOf, uncheckedFinding } from './finding.ts'
import { findingLines } from './finding-lines.ts'
import { type Probe, probes } from './probes.ts'

/** What is sent. */
export interface DoctorFlags {
  readonly command: string
  /** Of the oversize body. Unit: bytes. */
  readonly size: number
  /** Unit: ms. */
  readonly timeout: number
  readonly allowRemote?: boolean
}

/** Sends every probe, one after the other. */
export const doctor: Run<DoctorFlags> = async (invocation) => {
  const { flags, settings, io, output } = invocation
  const command = findCommand(flags.command)
  const url = settings.requireUrl('url')
  await requireLocalTarget(url, flags.allowRemote)
  const courier = new HttpSender(flags.timeout, io.signal)
  const findings: Finding[] = []
  try {
    const bodyAt = await composeBody(command, { set: roomOf(command) }, io)
    for (const [index, probe] of probes.entries()) {
      const body = bodyAt(io.clock() + index)
      findings.push(await examine(probe, body, { command, courier, url, invocation, valid: findings[0] }))
    }
  } finally {
    courier.close()
  }
  // A check that did not run proves nothing: without a token `doctor` cannot tell whether the receiver accepts forged callbacks.
  const isSound = findings.every(({ state }) => state === 'right')
  output.result({ url: url.href, isSound, findings }, (colours) => findingLines(findings, colours))
  return isSound ? 'ok' : 'failed'
}

/** What every examination needs. */
interface DoctorContext {
  readonly command: CatalogCommand
  readonly courier: HttpSender
  readonly url: URL
  readonly invocation: Invocation<DoctorFlags>
  /** What the valid callback showed, once it was sent. */
  readonly valid: Finding | undefined
}

async function examine(probe: Probe, packet: Uint8Array, surgery: DoctorContext): Promise<Finding> {
  const { command, courier, url, invocation, valid } = surgery
  const { flags, settings, io } = invocation
  const token = settings.get('token')
  if (probe.needsToken && token === undefined) return uncheckedFinding(probe)
  const own = settings.require('sdkAppId')
  const query = signedQuery({
    sdkAppId: probe.isForeign ? String(BigInt(own) + 1n) : own,
    command: command.name,
    token: probe.isUnsigned ? undefined : token,
    time: io.clock() - (probe.age ?? 0),
    isForged: probe.isForged ?? false,
  })
  // White space after a packet leaves it valid: only its size can be why it is refused.
  const body = probe.isOversize ? Buffer.concat([packet, Buffer.alloc(flags.size, ' ')]) : packet
  const outcome = await courier.deliver({ url, query, body }).catch((error: Error): Delivered | Error => error)
  return downgradeUnproven(findingOf(probe, outcome, command), valid)
}

/** A room that never was, so that nothing happens to one that is. */
function roomOf(command: CatalogCommand): string[] {
  const field = fieldsOf(command).find(({ path }) => /(^|\.)RoomId$/.test(path))
  return field ? [`${field.path}=room-callbacks-doctor`] : []
}
