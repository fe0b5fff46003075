import { Server } from 'node:net'

// Loaded in front of a snippet: the snippet listens on a free port instead of the one that it names, and prints it. A
// snippet that asks for a free one itself is its own client, and ends.
const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen').value
Server.prototype.listen = function (...values) {
  const callback = values.findLast((value) => typeof value === 'function')
  const [where] = values
  const port = typeof where === 'object' ? where?.port : where
  if (Number(port) !== 0) this.once('listening', () => process.send?.(this.address().port))
  return listen.call(this, 0, '127.0.0.1', callback)
}
