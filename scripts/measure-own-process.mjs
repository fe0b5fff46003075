import process from 'node:process'
import { compiledFolder } from './compiled-folder.mjs'

// Loaded into each test process. Its child processes are not measured, unless their test asks for it: tsx and Node compile
// a file to another text than tap does. V8 counts by the offsets of a text, and c8 adds the counts of one file together:
// lines that the tests cover would be reported as uncovered.
process.env['_TAPJS_PROCESSINFO_COVERAGE_'] = '0'

// Child processes take compiled sources from a cache: the start of a receiver costs 0.24 s of CPU then, and 0.56 s without.
// Measured processes do without it, because V8 counts no branches in functions that come from a cache.
process.env['NODE_COMPILE_CACHE'] ??= compiledFolder
