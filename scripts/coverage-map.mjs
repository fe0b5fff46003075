/** What every test file may cover: the packages, and neither examples nor what tests share. */
export default () => ['packages/*/src/**/*.ts']
