import { fileURLToPath } from 'node:url'

/** Where Node keeps what it compiled for the child processes of the tests. */
export const compiledFolder = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))
