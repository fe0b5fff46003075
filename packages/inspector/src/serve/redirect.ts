import type { ServerResponse } from 'node:http'
import { writeHead } from './respond.ts'

/**
 * Leads to the page at its address without a query and with a slash at its end: it names its files beside itself. The
 * way is relative, so that it is right behind a proxy that adds a prefix.
 *
 * @param path As the browser sees it.
 */
export const wayToPage = (path: string): string => {
  const name = path.split('/').at(-1) as string
  return name === '' ? './' : `./${name}/`
}

/** @param status 308 for good, 303 for this once */
export function redirect(response: ServerResponse, status: 303 | 308, path: string): void {
  writeHead(response, status, 'text/html', { location: wayToPage(path), 'content-length': '0' })
  response.end()
}
