import type { BodySource } from '@room-callbacks/core'

/** Values by name, as gateways give them. */
export type EventValues<Value> = { readonly [name: string]: Value | undefined } | null

/**
 * An HTTP request as an event of a cloud function, as far as it is used here: of API Gateway (REST and HTTP API), of a
 * function URL, of a load balancer, of the API gateway of Tencent SCF, and of CloudBase.
 */
export interface HttpEvent {
  readonly httpMethod?: string
  /** Of HTTP API 2.0 and function URLs: as it was sent. */
  readonly rawQueryString?: string
  readonly queryStringParameters?: EventValues<string>
  readonly multiValueQueryStringParameters?: EventValues<readonly string[]>
  /** Of Tencent SCF. */
  readonly queryString?: EventValues<string | readonly string[]>
  readonly headers?: EventValues<string>
  readonly multiValueHeaders?: EventValues<readonly string[]>
  readonly body?: string | null
  readonly isBase64Encoded?: boolean
  readonly requestContext?: {
    readonly http?: { readonly method?: string; readonly sourceIp?: string }
    readonly identity?: { readonly sourceIp?: string }
    /** Of Tencent SCF. */
    readonly sourceIp?: string
    /** Of a load balancer. */
    readonly elb?: unknown
  }
}

/** Its method; empty for an event that is no HTTP request, such as that of a timer. */
export const methodOf = ({ httpMethod, requestContext }: HttpEvent): string =>
  httpMethod ?? requestContext?.http?.method ?? ''

/** Its query string. What repeats stays repeated where the gateway tells of it, because it must be refused. */
export function queryOf(event: HttpEvent): string {
  if (typeof event.rawQueryString === 'string') return event.rawQueryString
  const values = event.multiValueQueryStringParameters ?? event.queryStringParameters ?? event.queryString ?? {}
  // A load balancer leaves values as they were sent; gateways have decoded them.
  const written = event.requestContext?.elb === undefined ? encoded : String
  return Object.entries(values)
    .flatMap(([name, value = '']) => [value].flat().map((one) => `${written(name)}=${written(one)}`))
    .join('&')
}

/** Half a pair of UTF-16, of which some gateways make what was no UTF-8, cannot be encoded. Then it is malformed, as it was sent. */
function encoded(text: unknown): string {
  try {
    return encodeURIComponent(String(text))
  } catch {
    return '%'
  }
}

/** Its header fields by their lower-case names. */
export function headersOf({ headers, multiValueHeaders }: HttpEvent): { readonly [name: string]: string } {
  const fields = Object.entries(multiValueHeaders ?? headers ?? {})
  return Object.fromEntries(fields.map(([name, value = '']) => [name.toLowerCase(), [value].flat().join(', ')]))
}

/** Its body. Gateways leave it compressed as it was sent, so it counts as unread: then core looks at its encoding. */
export function bodyOf({
  body,
  isBase64Encoded,
}: {
  readonly body?: unknown
  readonly isBase64Encoded?: boolean
}): BodySource {
  const isText = typeof body === 'string' || ArrayBuffer.isView(body)
  // Templates of a gateway, and tools that call a function by hand, can give the value.
  if (!isText && body !== undefined && body !== null) return { kind: 'value', value: body }
  return { kind: 'unread', read: () => Buffer.from((body ?? '') as string, isBase64Encoded ? 'base64' : 'utf8') }
}

/** The address of the caller, as the gateway itself saw it; undefined where it does not tell. */
export function addressOf(event: HttpEvent): string | undefined {
  const { http, identity, sourceIp, elb } = event.requestContext ?? {}
  // A load balancer adds what it saw to what the caller wrote.
  if (elb !== undefined) return headersOf(event)['x-forwarded-for']?.split(',').at(-1)?.trim()
  return http?.sourceIp ?? identity?.sourceIp ?? sourceIp
}
