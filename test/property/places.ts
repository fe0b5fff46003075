/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [field: string]: Json
}

/** The way to a member of a packet. */
export type Path = readonly string[]

/** Every place of a value: each field and each element, however deep. */
export function placesOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const place = [...path, key]
    return [place, ...placesOf(member, place)]
  })
}

/** The value at a place. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((holder, key) => (holder as JsonObject | undefined)?.[key], value)
}

/** Every object of a value, itself included, with the way to it. */
export function objectsOf(value: Json): Path[] {
  return [[], ...placesOf(value)].filter((place) => isObject(valueAt(value, place)))
}

/** A copy with another value at a place; `undefined` removes what is there. A place that is gone changes nothing. */
export function withValueAt(value: Json, path: Path, changed: Json | undefined): Json {
  const copy = structuredClone(value)
  const key = path.at(-1)
  const holder = valueAt(copy, path.slice(0, -1))
  if (key === undefined || typeof holder !== 'object' || holder === null) return copy
  if (changed !== undefined) (holder as JsonObject)[key] = changed
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
  return copy
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
