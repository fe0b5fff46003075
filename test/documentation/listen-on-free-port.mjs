import { Server } from 'node:net'

// Loaded in front of a snippet: whatever port it names, it listens on a free one and tells which.
const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen').value
Server.prototype.listen = function (...values) {
  const callback = values.findLast((value) => typeof value === 'function')
  this.once('listening', () => process.send?.(this.address().port))
  return listen.call(this, 0, '127.0.0.1', callback)
}
