/** The app and the secret that both sides of a run know. */
export const sdkAppId = 1400000000
export const token = 'bench-token-of-32-characters-long'
