import { fileURLToPath } from 'node:url'

/** What `create` writes. This file stays at the top of `src`: as deep as the bundles in `dist`, which find it the same way. */
export const templates: string = fileURLToPath(new URL('../templates', import.meta.url))
