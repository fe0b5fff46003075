import { sampleText } from '@room-callbacks/testing'

/** The documented sample of a command without its white space: what is sent. */
export const bodyOf = (command, product) => JSON.stringify(JSON.parse(sampleText(command, product)))
