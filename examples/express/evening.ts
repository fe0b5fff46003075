/**
 * An evening of rooms: every callback of Tencent's documentation comes over HTTP to the Express
 * example, which then stays up for more. `--once` ends it after the last.
 */
import { serve } from '../serve.ts'
import { narrateCrowd } from './evening/narrate-crowd.ts'
import { narrateLive } from './evening/narrate-live.ts'
import { narrateMeeting } from './evening/narrate-meeting.ts'
import { invite, show } from './evening/show.ts'
import { whenAnswered } from './evening/stories.ts'
import { tell } from './evening/tell.ts'
import { app, callbacks } from './server.ts'

// `npm start | head` closes the pipe early.
process.stdout.once('error', () => process.exit())

narrateMeeting(callbacks)
narrateLive(callbacks)
narrateCrowd(callbacks)
whenAnswered(tell)

const { url, close, closing } = await serve(app, callbacks)
try {
  const refused = await show(url)
  if (refused > 0 && !closing.aborted) process.exitCode = 1
  if (process.argv.includes('--once')) await close()
  else invite(url)
} catch (error) {
  // After Ctrl-C in the middle of the show its own requests find the door closed.
  if (!closing.aborted) throw error
}
