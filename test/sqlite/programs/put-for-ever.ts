import { setTimeout } from 'node:timers/promises'
import { RoomCallbacksError } from '@room-callbacks/core'
import { openInbox } from '@room-callbacks/sqlite'
import { numbered } from '../records.ts'

// Puts records one group after the other and prints the number of each that was stored.
const [path = '', first = '0'] = process.argv.slice(2)
const inbox = await openInbox(path, { order: 'key' })

/** Those who handle are killed, too, and may fall behind until there is no room. */
async function putWhenThereIsRoom(number: number): Promise<void> {
  const record = numbered(number, { orderKey: `room ${number % 24}` }, 600)
  for (;;) {
    try {
      await inbox.put(record)
      return
    } catch (error) {
      if (!(error instanceof RoomCallbacksError) || error.code !== 'inbox-full') throw error
      await setTimeout(50)
    }
  }
}

for (let number = Number(first); ; number += 8) {
  const group = Array.from({ length: 8 }, (_, index) => number + index)
  await Promise.all(
    group.map(async (each) => {
      await putWhenThereIsRoom(each)
      console.log(each)
    }),
  )
}
