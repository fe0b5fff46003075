import { Refusal } from '../../errors/refusal.ts'
import type { Apps } from '../../options/apps.ts'
import type { CallbackQuery } from './scan-query.ts'

const decimal = /^\d{1,16}$/

/** The app of a callback. @throws `malformed-query`, `foreign-app` */
export function identify({ SdkAppid }: CallbackQuery, apps: Apps): string {
  if (SdkAppid !== undefined && apps.has(SdkAppid)) return SdkAppid
  if (SdkAppid !== undefined && decimal.test(SdkAppid)) throw new Refusal('foreign-app')
  throw new Refusal('malformed-query', 'SdkAppid is missing or not a decimal number.')
}
