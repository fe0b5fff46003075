import { loadDriver } from '../../../packages/sqlite/src/database/load-driver.ts'

// A database that is not of this package.
const [path = ''] = process.argv.slice(2)
const database = loadDriver()(path)
database.exec('CREATE TABLE notes (text TEXT)')
database.close()
