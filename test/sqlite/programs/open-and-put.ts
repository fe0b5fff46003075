import { execFileSync } from 'node:child_process'
import { openInbox } from '@room-callbacks/sqlite'
import { numbered } from '../records.ts'

// Opens a store and puts records of a size until one is refused, or as many as asked for; tells what
// happened. With a limit no file of its own may grow beyond so many bytes; it lifts that then, and goes on.
const [path = '', count = '1', size = '100', uid = '', limit = ''] = process.argv.slice(2)
if (uid) process.setuid?.(Number(uid))
const limitFiles = (soft: string): void => {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:unlimited`])
}
// Only now: what runs this program may write larger files to load it.
if (limit) limitFiles(limit)
const tell = (error: unknown): void => {
  const { code, message } = error as { code: string; message: string }
  console.log(code, message)
}
try {
  const inbox = await openInbox(path)
  let stored = 0
  try {
    for (; stored < Number(count); stored++) await inbox.put(numbered(stored, {}, Number(size)))
  } catch (error) {
    tell(error)
  }
  console.log('stored', stored, (await inbox.stats()).waiting)
  if (limit) {
    limitFiles('unlimited')
    console.log(await inbox.put(numbered(stored, {}, Number(size))), (await inbox.stats()).waiting)
  }
  await inbox.close()
} catch (error) {
  tell(error)
}
