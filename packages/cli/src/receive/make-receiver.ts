import { type NodeRoomCallbacks, type Options, roomCallbacks } from '@room-callbacks/node'
import type { Settings } from '../settings/settings.ts'

/**
 * The real receiver, with a handler that does nothing: so repetitions are recognised, too.
 *
 * @param fallback What a Before callback is answered. Default: what Tencent does without an answer.
 * @throws `missing-setting`, `invalid-option`
 */
export function makeReceiver(settings: Settings, fallback: Options['fallback']): NodeRoomCallbacks {
  const token = settings.get('token')
  const key = settings.get('key')
  const secrets = { ...(token !== undefined && { token }), ...(key !== undefined && { key }) }
  // Nothing of Call v1 is signed, and nothing is done with what arrives here but showing it.
  const options: Options = { ...secrets, callV1: true, ...(fallback && { fallback }) }
  const callbacks = roomCallbacks(settings.require('sdkAppId'), options).on('*', () => {})
  // Each refusal is printed where it arrives: without this hook the receiver would print it once more.
  return callbacks.on('rejected', () => {})
}

/** What the user who starts a server should know of it. */
export function warningsOf(settings: Settings, host: string): string[] {
  const warnings = []
  if (settings.get('token') === undefined)
    warnings.push('There is no token in the settings: signatures are not checked.')
  if (!/^(127\.|localhost$|::1$)/.test(host)) warnings.push('Other machines can connect.')
  return warnings
}
