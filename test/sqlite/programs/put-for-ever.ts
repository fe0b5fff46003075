import { openInbox } from '@room-callbacks/sqlite'
import { numbered } from '../records.ts'

// Puts records one group after the other and prints the number of each that was stored.
const [path = '', first = '0'] = process.argv.slice(2)
const inbox = await openInbox(path, { order: 'key' })
for (let number = Number(first); ; number += 8) {
  const group = Array.from({ length: 8 }, (_, index) => number + index)
  await Promise.all(
    group.map(async (each) => {
      const room = `room ${each % 24}`
      await inbox.put(numbered(each, { orderKey: room }, 600))
      console.log(each)
    }),
  )
}
