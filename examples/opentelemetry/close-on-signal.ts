/** Closes on Ctrl-C and SIGTERM, and says when that is done or why not. */
export function closeOnSignal(close: () => Promise<void>): void {
  let isClosing = false
  const end = () => {
    if (isClosing) return
    isClosing = true
    close().then(
      () => console.log('Closed.'),
      (error: Error) => {
        console.error(error.message)
        process.exit(1)
      },
    )
  }
  // A child that loses its parent gets no signal: it would run on, and keep its port.
  process.once('SIGINT', end).once('SIGTERM', end).once('disconnect', end)
  process.channel?.unref()
}
