import { existsSync, mkdirSync, symlinkSync } from 'node:fs'

// npm 10, which comes with Node 20 and 22, takes the link `node` away together with the package of the other processor, which has
// a program of the same name. Without it the scripts of this repository run on the Node of the machine, and every test
// fails on Node 20.
const link = 'node_modules/.bin/node'
const program = `node-linux-${process.arch}/bin/node`
if (existsSync(`node_modules/${program}`) && !existsSync(link)) {
  mkdirSync('node_modules/.bin', { recursive: true })
  symlinkSync(`../${program}`, link)
}
