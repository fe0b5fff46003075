import type { MakeRequest } from '../load/requests.ts'

/** Something that a server may notice about a request. */
export type Probe = 'broken JSON' | 'wrong shape' | 'wrong signature' | 'repetition'

const signature = /(?<=Sign=|sha256=)[0-9a-f]{64}/

/** The requests of a probe; only the first may reach the handler, and only where it is repeated. */
export const probes: { readonly [probe in Probe]: (make: MakeRequest) => readonly string[] } = {
  'broken JSON': (make) => [make('{"CallbackCommand":"Room.CallbackAfterCreateRoom","RoomInfo":{')],
  'wrong shape': (make) => [make('{"CallbackCommand":"Room.CallbackAfterCreateRoom","EventTime":"soon"}')],
  'wrong signature': (make) => [make().replace(signature, '0'.repeat(64))],
  repetition: (make) => {
    const request = make()
    return [request, request]
  },
}
