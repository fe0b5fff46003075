import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { familyNames } from '../generated/family-names.ts'
import type { Options } from '../generated/options.ts'
import type { Hooks } from '../handlers/handler-types.ts'
import type { HandlerName } from '../handlers/handlers.ts'
import type { SdkAppIds } from '../options/app-functions.ts'
import { Catalog, imported } from '../protocol/catalog.ts'
import type { Family } from '../protocol/command.ts'
import { broughtSide } from '../receive/inbox-side.ts'
import { createCallable, type Reception } from '../receiver/create-callable.ts'
import type { RoomCallbacks } from '../receiver/room-callbacks.ts'
import type { FamilyCallbacks } from './family-callbacks.ts'

/** What a receiver is made with that knows some families alone. */
export interface FamilyOptions<Families extends readonly Family[]> extends Options {
  /** The families whose commands it receives. A callback of another family is refused with `family-not-given`. */
  readonly families: Families
}

/** The names that a receiver of some families takes: their commands, `Live.*`, and the hooks. */
export type NameOfFamilies<Families extends readonly Family[]> = Extract<
  HandlerName,
  NonNullable<Families[number]['names']> | `${KindOf<NonNullable<Families[number]['names']>>}.*` | keyof Hooks<unknown>
>

/** The kind of a command: `Live` of `Live.CallbackAfterCreateRoom`. */
export type KindOf<Name extends string> = Name extends `${infer Kind}.${string}` ? Kind : never

/**
 * The same as `createRoomCallbacks` of `@room-callbacks/core` for adapters whose users choose the families: those that are not
 * imported are not in the bundle.
 *
 * @throws `invalid-option`
 */
export function createFamilyCallbacks<Host, Middleware extends object, const Families extends readonly Family[]>(
  sdkAppIds: SdkAppIds,
  { families, ...options }: FamilyOptions<Families>,
  middleware: (receive: RoomCallbacks<Host>['receive'], reception: Reception) => Middleware,
): Middleware & FamilyCallbacks<Host, NameOfFamilies<Families>> {
  if (!Array.isArray(families) || families.length === 0 || !families.every(isFamily)) {
    throw new RoomCallbacksError('invalid-option', 'families: expected what is imported beside roomCallbacks: [live].')
  }
  refuseWithoutFamily(families, 'key', 'key' in options, 'rtc-engine')
  refuseWithoutFamily(families, 'callV1', options.callV1 === true, 'call-v1')
  const known = { catalog: new Catalog(families, familyNames), optionTable: {}, makeInboxSide: broughtSide }
  return createCallable(known, sdkAppIds, options, middleware) as never
}

const isFamily = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Array.isArray((value as Partial<Family>).commands)

/** An option that asks for callbacks which would all be refused. @throws `family-not-given` */
function refuseWithoutFamily(families: readonly Family[], option: string, isAsked: boolean, family: string): void {
  if (!isAsked || families.some(({ name }) => name === family)) return
  throw new RoomCallbacksError('family-not-given', `It is ${imported(family)}, which the option ${option} asks for.`)
}
