import { createRequire } from 'node:module'

// Prints what a TypeScript says to some folders, a line for each error. They share what was read and parsed.
const [typescript, ...folders] = process.argv.slice(2)
const ts = createRequire(import.meta.url)(typescript)
const known = new Map()
const checked = new Set()

for (const folder of folders) {
  const config = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile).config
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder)
  const host = ts.createCompilerHost(options)
  const parse = host.getSourceFile.bind(host)
  host.getCurrentDirectory = () => folder
  host.getSourceFile = (name, settings, ...rest) => {
    const key = `${name} ${settings.impliedNodeFormat}`
    if (!known.has(key)) known.set(key, parse(name, settings, ...rest))
    return known.get(key)
  }
  const program = ts.createProgram(fileNames, options, host)
  const files = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName))
  const found = files.flatMap((file) => ts.getPreEmitDiagnostics(program, file))
  for (const { file, start, messageText } of found) {
    const line = `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}`
    console.log(`${line} ${ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll('\n', ' ')}`)
  }
}

/** The app itself, and each of our declarations once: those of others are theirs, and take most of the time. */
function isOurs(name) {
  if (!name.includes('/node_modules/')) return true
  if (!name.includes('/@room-callbacks/') || checked.has(name)) return false
  checked.add(name)
  return true
}
