import { signal } from '@preact/signals'
import type { ShownSample } from '../../src/wire.ts'

/** The documented packets. */
export const samples = signal<readonly ShownSample[]>([])

/** The apps of the receiver. */
export const sdkAppIds = signal<readonly string[]>([])
