import { callbacks } from './callbacks.ts'

/** Takes callbacks at every path, and answers 404 to the rest. Handlers go on through `waitUntil` of the Worker. */
export default { fetch: callbacks.fetch }
