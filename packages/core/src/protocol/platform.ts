/** The platform of the acting client (README.md section 2 of the protocol): an open set. */
export type Platform = 'RESTAPI' | 'Web' | 'Android' | 'iOS' | 'Windows' | 'Mac' | 'iPad' | 'Unknown' | (string & {})

const known = new Map<string, Platform>(
  ['RESTAPI', 'Web', 'Android', 'iOS', 'Windows', 'Mac', 'iPad', 'Unknown'].map((name) => [name.toLowerCase(), name]),
)
// One English copy of Chat 34354 prints it.
known.set('macos', 'Mac')

/** `IOS`, `iOs` and `iOS` are one platform; a new one is passed on as written. */
export const normalisePlatform = (written: string): Platform => known.get(written.toLowerCase()) ?? written
