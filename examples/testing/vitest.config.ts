import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Only this repository needs it: its packages are read from their sources.
  ssr: { resolve: { conditions: ['@room-callbacks/source'] } },
  test: { include: ['*.vitest.ts'] },
})
