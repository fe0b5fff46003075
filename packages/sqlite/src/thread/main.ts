import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { loadDriver } from '../database/load-driver.ts'
import { serveStore } from './serve-store.ts'
import type { ThreadData } from './thread-message.ts'

serveStore(parentPort as MessagePort, workerData as ThreadData, loadDriver)
