/**
 * An evening of rooms: every callback of Tencent's documentation comes over HTTP to the Express
 * example, then a simulated platform plays rooms, a chat and calls against it, and the inspector shows it all. It
 * stays up for more; `--once` ends it after the last.
 */
import { inspector } from '@room-callbacks/inspector'
import { narrateChat } from './evening/narrate-chat.ts'
import { narrateCrowd } from './evening/narrate-crowd.ts'
import { narrateLive } from './evening/narrate-live.ts'
import { narrateMeeting } from './evening/narrate-meeting.ts'
import { playEvening } from './evening/play-evening.ts'
import { invite, show } from './evening/show.ts'
import { whenAnswered } from './evening/stories.ts'
import { tell } from './evening/tell.ts'
import { serve } from './serve.ts'
import { app, callbacks } from './server.ts'

// `npm start | head` closes the pipe early.
process.stdout.once('error', () => process.exit())

narrateMeeting(callbacks)
narrateLive(callbacks)
narrateCrowd(callbacks)
narrateChat(callbacks)
const stopTelling = whenAnswered(callbacks, tell)

// In front of the receiver and of everything else that the app has.
const inspect = inspector(callbacks)
app.use(inspect)

// Open pages hold connections, which a closing server would wait for.
const streams = { close: async () => inspect.close() }
const { url, close, closing } = await serve(app, callbacks, streams)
try {
  // The URL holds the secret of this start, which opens every packet: print it only where operators read it.
  const page = inspect.url(url)
  console.log(`Watch it in the inspector:\n  ${page}`)
  const refused = await show(url, stopTelling)
  const failed = await playEvening(url, closing)
  if (refused + failed > 0 && !closing.aborted) process.exitCode = 1
  if (process.argv.includes('--once')) await close()
  else {
    whenAnswered(callbacks, tell)
    invite(url, page)
  }
} catch (error) {
  // After Ctrl-C in the middle of the show its own requests find the door closed.
  if (!closing.aborted) throw error
}
