import { effect } from '@preact/signals'
import { filters } from './filters.ts'

/**
 * Keeps the filters in the part of the address behind `#`, which no server sees: they stay after a reload, can be kept as a
 * bookmark, and come back with the button of the browser.
 */
export function keepFiltersInAddress(): void {
  readFilters()
  addEventListener('hashchange', readFilters)
  effect(() => {
    const chosen = Object.entries(filters).flatMap(([name, { value }]) => (value === '' ? [] : [[name, value]]))
    const hash = new URLSearchParams(chosen).toString()
    if (hash === location.hash.slice(1)) return
    // Not another entry of the history for each letter of a search.
    history.replaceState(history.state, '', `${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`)
  })
}

function readFilters(): void {
  const given = new URLSearchParams(location.hash.slice(1))
  for (const [name, filter] of Object.entries(filters)) filter.value = given.get(name) ?? ''
}
