import { CliError } from '../errors/cli-error.ts'

type Container = Record<string, unknown>

/** The steps of a path: `SeatList.0.Member_Account`, or `SeatList[0].Member_Account`. @throws `invalid-path` */
function stepsOf(path: string): [parents: string[], last: string] {
  const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')
  const last = steps.pop() as string
  const isPlain = [...steps, last].every((step) => step !== '' && step !== '__proto__')
  if (!isPlain) throw new CliError('invalid-path', `This is no path of a field: ${JSON.stringify(path)}.`)
  return [steps, last]
}

/** Sets a field; objects on the way to it are made. @throws `invalid-path` */
export function setField(packet: object, path: string, value: unknown): void {
  const [parents, last] = stepsOf(path)
  let container = packet as Container
  for (const step of parents) {
    if (!Object.hasOwn(container, step)) container[step] = {}
    container = enter(container[step], path)
  }
  checkIndex(container, last, path)
  container[last] = value
}

/** Removes a field, or an element of a list. One that is not there is removed already. @throws `invalid-path` */
export function unsetField(packet: object, path: string): void {
  const [parents, last] = stepsOf(path)
  let container = packet as Container
  for (const step of parents) {
    if (!Object.hasOwn(container, step)) return
    container = enter(container[step], path)
  }
  checkIndex(container, last, path)
  if (Array.isArray(container)) container.splice(Number(last), 1)
  else delete container[last]
}

function checkIndex(container: object, step: string, path: string): void {
  if (!Array.isArray(container) || /^\d{1,4}$/.test(step)) return
  throw new CliError('invalid-path', `The path ${path} leads into a list, where a number from 0 to 9999 has to follow.`)
}

function enter(value: unknown, path: string): Container {
  if (typeof value === 'object' && value !== null) return value as Container
  throw new CliError('invalid-path', `The path ${path} leads through a field that has no fields of its own.`)
}
