import { secretInHeader, secretInUrl } from '../access/presented-secret.ts'
import { sessionCookie } from '../access/session-cookie.ts'
import type { Inspection } from './inspection.ts'
import { redirect } from './redirect.ts'
import { respondLocked } from './respond-locked.ts'
import type { HostRequest } from './serve.ts'

/** Lets a request in that a session or the secret proves. True: it was answered here instead. */
export function isStoppedAtDoor(inspection: Inspection, hosted: HostRequest, isPage: boolean): boolean {
  const { access } = inspection
  const { request } = hosted
  const inUrl = isPage ? secretInUrl(request.url as string) : undefined
  if (inUrl !== undefined) return signIn(inspection, hosted, inUrl)
  if (access.knows(request)) return false
  const shown = secretInHeader(request)
  const judgement = shown === undefined ? 'unshown' : access.judge(shown)
  if (judgement === 'right') return false
  respondLocked(inspection, hosted, isPage, judgement)
  return true
}

/** A secret in the address of the page becomes a session, and leaves the address: nothing keeps it. */
function signIn(inspection: Inspection, hosted: HostRequest, secret: string): true {
  const { access } = inspection
  const { request, response, path } = hosted
  // Many hosts write the address into their log once the request is answered.
  hosted.hideQuery()
  // A browser that is in already may open the same address once more.
  const isKnown = access.knows(request)
  const judgement = isKnown ? 'right' : access.judge(secret)
  if (judgement !== 'right') respondLocked(inspection, hosted, true, judgement)
  else {
    if (!isKnown) response.appendHeader('set-cookie', sessionCookie(request, access.sessions.begin(), path))
    redirect(response, 303, path)
  }
  return true
}
