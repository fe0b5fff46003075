import { loadDriver } from '../../../packages/sqlite/src/database/load-driver.ts'

// Keeps the lock of a store until its input ends, as a process does that is stopped inside a transaction.
const [path = ''] = process.argv.slice(2)
const database = loadDriver()(path)
database.exec('BEGIN IMMEDIATE')
console.log('held')
process.stdin
  .once('end', () => {
    database.exec('COMMIT')
    database.close()
  })
  .resume()
