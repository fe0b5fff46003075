// Prints what the import of one module costs a fresh process. Nothing else is imported before it: what it shares with others
// would seem free.
const [url] = process.argv.slice(2)
const heapMegabytes = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1e6
}

const heapBefore = heapMegabytes()
const cpu = process.cpuUsage()
const start = performance.now()
await import(url)
const milliseconds = performance.now() - start
const { user } = process.cpuUsage(cpu)
console.log(
  JSON.stringify({ milliseconds, userMilliseconds: user / 1000, heapMegabytes: heapMegabytes() - heapBefore }),
)
