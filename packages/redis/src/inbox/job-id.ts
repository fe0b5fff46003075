/**
 * The job id of a record: its id, readable in dashboards, without the `:` that BullMQ reserves for
 * its keys. An id without any could be the name of such a key, so it is marked.
 */
export function jobIdOf(id: string): string {
  const escaped = id.replaceAll(/[%~]/g, (character) => (character === '%' ? '%25' : '%7E')).replaceAll(':', '~')
  return escaped.includes('~') ? escaped : `%~${escaped}`
}

/** The id of the record that has a job id. */
export function idOf(jobId: string): string {
  const escaped = jobId.startsWith('%~') ? jobId.slice(2) : jobId.replaceAll('~', ':')
  return escaped.replaceAll(/%(25|7E)/g, (_, code) => (code === '25' ? '%' : '~'))
}
