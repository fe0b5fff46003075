import { commandProtocol } from './command/protocol.ts'
import type { Envelope, EnvelopeRequest } from './protocol.ts'

/** The envelope of a request; undefined when it is no callback. */
export const readEnvelope = (request: EnvelopeRequest): Envelope | undefined => commandProtocol.readEnvelope(request)
