import { fieldsOf } from '../../catalog/fields.ts'
import { type CatalogCommand, findCommand } from '../../catalog/find-command.ts'
import { type Delivered, HttpSender } from '../../deliver/deliver.ts'
import { requireLocalTarget } from '../../deliver/require-local-target.ts'
import { isEvent, secretOf, signedRequest } from '../../deliver/signed-request.ts'
import { CliError } from '../../errors/cli-error.ts'
import { composeBody } from '../../packets/compose-body.ts'
import type { Invocation, Run } from '../command-definition.ts'
import { engineProbes } from './engine-probes.ts'
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
  if (command.protocol === 'call-v1') {
    throw new CliError(
      'invalid-arguments',
      `Call v1 has no signature, so ${command.name} cannot check a receiver.`,
      'Leave --command out.',
    )
  }
  settings.requireAll('url', 'sdkAppId')
  const url = settings.requireUrl('url')
  await requireLocalTarget(url, flags.allowRemote)
  const courier = new HttpSender(flags.timeout, io.signal)
  const findings: Finding[] = []
  try {
    const rounds: readonly (readonly [CatalogCommand, readonly Probe[]])[] = isEvent(command.name)
      ? [[command, engineProbes]]
      : [[command, probes], ...(settings.get('key') ? [[findCommand(event), engineProbes] as const] : [])]
    for (const [command, probes] of rounds) {
      const bodyAt = await composeBody(command, { set: roomOf(command) }, io)
      let valid: Finding | undefined
      for (const [index, probe] of probes.entries()) {
        const body = bodyAt(io.clock() + index)
        const finding = await examine(probe, body, { command, courier, url, invocation, valid })
        valid ??= finding
        findings.push(finding)
      }
    }
  } finally {
    courier.close()
  }
  // A check that did not run proves nothing: without a token `doctor` cannot tell whether the receiver accepts forged callbacks.
  const isSound = findings.every(({ state }) => state === 'right')
  output.result({ url: url.href, isSound, findings }, (colours) => findingLines(findings, colours))
  return isSound ? 'ok' : 'failed'
}

/** The end of a room, as RTC Engine tells it. */
const event = 'RtcEngine.EVENT_TYPE_DISMISS_ROOM'

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
  const secret = secretOf(command.name)
  if (probe.needsSecret && settings.get(secret) === undefined) return uncheckedFinding(probe, secret)
  const own = settings.require('sdkAppId')
  // White space after a packet leaves it valid: only its size can be why it is refused.
  const body = probe.isOversize ? Buffer.concat([packet, Buffer.alloc(flags.size, ' ')]) : packet
  const parts = {
    sdkAppId: probe.isForeign ? String(BigInt(own) + 1n) : own,
    command: command.name,
    isUnsigned: probe.isUnsigned ?? false,
    time: io.clock() - (probe.age ?? 0),
    isForged: probe.isForged ?? false,
    body,
  }
  const request = signedRequest(parts, settings)
  const sent = probe.isRewritten ? Buffer.from(JSON.stringify(JSON.parse(String(body)), null, '\t')) : body
  const outcome = await courier
    .deliver({ url, body: sent, ...request })
    .catch((error: Error): Delivered | Error => error)
  return downgradeUnproven(findingOf(probe, outcome, command), valid)
}

/** A room or group that never was, so that nothing happens to one that is. */
function roomOf(command: CatalogCommand): string[] {
  const field = fieldsOf(command).find(({ path }) => /(^|\.)(RoomId|GroupId)$/.test(path))
  return field ? [`${field.path}=room-callbacks-doctor`] : []
}
