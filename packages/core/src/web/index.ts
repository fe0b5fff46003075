/** For adapters of hosts that have the `Request` and `Response` of the web. */

export { type PlatformContext, platformOf } from './platform.ts'
export { type BodyOfWeb, streamBody } from './stream-body.ts'
export { webBody } from './web-body.ts'
export { readWebOptions, type WebOptions, type WebSettings } from './web-options.ts'
export { type BodyReader, queryOfUrl, WebRequest } from './web-request.ts'
export { responseOf } from './web-response.ts'
