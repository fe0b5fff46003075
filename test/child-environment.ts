/**
 * The environment of a child process whose TypeScript another loader compiles: what it covers is
 * not the text that the tests cover, and the two together would be nonsense.
 */
export const childEnvironment = (own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  _TAPJS_PROCESSINFO_COVERAGE_: '0',
  ...own,
})
