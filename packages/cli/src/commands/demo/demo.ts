import { randomBytes } from 'node:crypto'
import { EventEmitter, once as emitted } from 'node:events'
import { inspector } from '@room-callbacks/inspector'
import type { RequestListener } from '@room-callbacks/node'
import { type Platform, startPlatform } from '@room-callbacks/testing'
import { serve } from '../../receive/serve.ts'
import type { Invocation, Run } from '../command-definition.ts'
import { demoReceiver, sdkAppId } from './demo-receiver.ts'
import { play } from './play.ts'

/** How it is shown. */
export interface DemoFlags {
  readonly once?: boolean
  /** Between two steps. Unit: ms. */
  readonly pace: number
  readonly port: number
}

/** Plays against a receiver of its own, and stays up until it is ended. */
export const demo: Run<DemoFlags> = async (invocation) => {
  const token = randomBytes(12).toString('base64url')
  const secret = randomBytes(18).toString('base64url')
  const callbacks = demoReceiver(token)
  // With a secret of its own: without one the inspector refuses to start where NODE_ENV is "production".
  const inspect = inspector(callbacks, { secret })
  const receive = callbacks.before(home)
  const platform = await startPlatform({ sdkAppId })
  const end = new AbortController()
  const ending = AbortSignal.any([invocation.io.signal, end.signal])
  // Open pages hold connections, which a closing server would wait for.
  ending.addEventListener('abort', () => inspect.close())
  let performance: Promise<void> | undefined
  try {
    const listener: RequestListener = (request, response) =>
      inspect(request, response, () => receive(request, response))
    await serve(listener, { host: '127.0.0.1', port: invocation.flags.port }, ending, (url) => {
      platform.configure({ url: `${url}/`, token })
      introduce(`${inspect.url(url)}?secret=${secret}`, invocation)
      performance = perform(platform, invocation, ending).finally(() => end.abort())
      // It is awaited below, when the server is closed.
      performance.catch(() => {})
    })
    await performance
  } catch (error) {
    // Ctrl-C in the middle of a scenario is how the demo is meant to end.
    if (!invocation.io.signal.aborted) throw error
    return 'ok'
  } finally {
    inspect.close()
    await platform.close()
    await callbacks.close()
  }
  return platform.log.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'ok'
}

const home: RequestListener = (_request, response) => {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Open the address of the inspector, as the terminal shows it: it holds a secret.\n')
}

function introduce(page: string, { output }: Pick<Invocation<DemoFlags>, 'output'>): void {
  output.preface(({ bold }) => [
    'A receiver, a simulated Tencent platform and the inspector run on this machine.',
    'There is no account, and nothing leaves the machine.',
    '',
    'Open the inspector, and watch the callbacks arrive:',
    `  ${bold(page)}`,
    '',
    'The platform plays three scenarios. It asks the receiver before each gift and',
    'each message. Beside those steps you see what the client got.',
  ])
}

async function perform(
  platform: Platform,
  { flags: { once, pace }, io, output }: Invocation<DemoFlags>,
  signal: AbortSignal,
): Promise<void> {
  for (let number = 1; ; number += 1) {
    await play(platform, output, { number, pace, signal })
    const failed = platform.log.filter(({ outcome }) => outcome === 'failed').length
    output.preface(() => ['', `${platform.log.length} callbacks, ${failed} failed.`])
    if (once) return
    const { stdin } = io
    output.preface(() => [...invitation, stdin.isTTY ? 'Enter plays again, Ctrl-C ends.' : 'Ctrl-C ends.'])
    try {
      await emitted(stdin.isTTY ? stdin : new EventEmitter(), 'data', { signal })
    } finally {
      // A terminal that is read would keep the process alive.
      stdin.pause()
    }
  }
}

const invitation = [
  '',
  'Next:',
  '- In the inspector, click a callback. You see the packet as sent, the packet as',
  '  handlers saw it, and the answer. "Send" sends a sample of any command.',
  '- `npx @room-callbacks/cli create my-callbacks` writes a server with tests, for',
  '  the framework that you use.',
  '- Documentation: https://github.com/room-callbacks/room-callbacks',
  '',
]
