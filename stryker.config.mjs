// A few values of each property are enough to notice a mutant; the real runs are thousands.
process.env.FAST_CHECK_SHARE ??= '0.02'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'packages/core/src/**/*.ts',
    // Made by a machine, data that the samples prove, or nothing but texts for a reader.
    '!packages/core/src/generated/**',
    '!packages/core/src/commands/**',
    '!packages/core/src/inbox/inbox-options-source.ts',
    '!packages/core/src/options/options-source.ts',
    '!packages/core/src/errors/{refusals,mistakes}.ts',
    '!packages/core/src/outcome.ts',
  ],
  buildCommand: 'node --import tsx test/mutation/bundle.ts',
  testRunner: 'tap',
  tap: {
    // Some tests look for the place of a handler, which is that of a test file and not of its bundle.
    nodeArgs: ['--enable-source-maps', '-r', '{{hookFile}}', '{{testFile}}'],
    testFiles: ['duplicates', 'core', 'inbox', 'defining', 'property', 'contract'].map(
      (bundle) => `.tsbuild/mutation/${bundle}.js`,
    ),
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 5000,
  ignorePatterns: ['bench', 'examples', 'reports', '.tap', '.tsbuild', 'dist'],
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { reportTests: false, logTests: false },
}
