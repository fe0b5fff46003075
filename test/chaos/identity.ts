/** What client, receivers and workers of a run know: the app and its secret. */
export const sdkAppId = 1_400_000_000
export const token = 'chaos-token'

/** The sequence number of a packet is its EventTime, which every command has, counted from here. */
export const firstEventTime = 1_700_000_000_000
