import process from 'node:process'

// Loaded into each test process. Its child processes are not measured, unless their test asks for it: tsx and Node compile
// a file to another text than tap does. V8 counts by the offsets of a text, and c8 adds the counts of one file together:
// lines that the tests cover would be reported as uncovered.
process.env['_TAPJS_PROCESSINFO_COVERAGE_'] = '0'
