import { open } from 'lmdb'

// Keeps the lock of a store until its input ends, as a process does that waits for a slow disk.
const [directory = ''] = process.argv.slice(2)
const environment = open({ path: directory, noSubdir: false })
const told = new Promise((resolve) => process.stdin.once('end', resolve).resume())
await environment.transaction(async () => {
  console.log('held')
  await told
})
await environment.close()
