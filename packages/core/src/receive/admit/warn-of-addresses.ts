const warned = new Set<string>()

/** Warns once of each way in which a host lets callers write their own address. */
export function warnOfAddresses(doubt: string | undefined): void {
  if (doubt === undefined || warned.has(doubt)) return
  warned.add(doubt)
  process.emitWarning(doubt, { type: 'RoomCallbacksWarning', code: 'forwarded-addresses' })
}
