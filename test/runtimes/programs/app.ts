import { deny, roomCallbacks } from '@room-callbacks/web'

const token = 'tRtcWebhookToken01'
const handled: string[] = []

/** Answers before its handlers run: the runtime must carry them. */
const quick = roomCallbacks(1400000000, { token, ack: 'received', bodyLimit: 5000, deadline: 60_000 })
  .on('Mic.CallbackAfterSeatInfoChanged', async ({ SeatList }) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    handled.push(String(SeatList[0]?.Member_Account))
  })
  .on('Live.CallbackBeforeSendGift', () => deny(102101, 'Not enough coins'))

/** Asks for an address that only some runtimes tell. */
const listed = roomCallbacks(1400000000, { addresses: ['127.0.0.1'], deadline: 60_000 }).on(
  'Mic.CallbackAfterSeatInfoChanged',
  () => {},
)

/** What the tests ask of each runtime. */
export function fetch(request: Request, environment?: unknown, context?: unknown): Response | Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/handled') return Response.json(handled)
  return (pathname === '/listed' ? listed : quick).fetch(request, environment, context)
}
