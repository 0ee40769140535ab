import { useSyncExternalStore } from 'react'

export const RUN_TABS = ['run', 'plan', 'review', 'artifacts', 'timeline'] as const
export type RunTab = (typeof RUN_TABS)[number]

/** Where the person is; kept in the address, so that a reload loses nothing. */
export type Route =
  | { name: 'runs' }
  | { name: 'inbox' }
  | { name: 'agents' }
  | { name: 'usage' }
  | { name: 'removed' }
  /** What Triptych is, as on a first visit. */
  | { name: 'welcome' }
  | { name: 'settings'; section: string | null }
  | { name: 'new'; repositoryId: string | null }
  /** `item`: a task in the run and the plan, a path in the review, an artifact; `line`: of a log, or of the file `path` of a diff. */
  | { name: 'run'; runId: string; tab: RunTab; item: string | null; line: number | null; path: string | null }

/** Anything that is not understood is the list of runs. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [head, runId, tab] = path.split('/').map(decoded)
  const search = new URLSearchParams(query)
  if (head === 'inbox') return { name: 'inbox' }
  if (head === 'agents') return { name: 'agents' }
  if (head === 'usage') return { name: 'usage' }
  if (head === 'removed') return { name: 'removed' }
  if (head === 'welcome') return { name: 'welcome' }
  if (head === 'settings') return { name: 'settings', section: runId || null }
  if (head === 'new') return { name: 'new', repositoryId: search.get('repository') }
  if (head !== 'run' || !runId) return { name: 'runs' }
  const line = Number(search.get('line'))
  return {
    name: 'run',
    runId,
    tab: RUN_TABS.find((known) => known === tab) ?? 'run',
    item: search.get('item'),
    line: Number.isInteger(line) && line > 0 ? line : null,
    path: search.get('path'),
  }
}

/** The address of a place, for `href`. */
export function hrefOf(route: Route): string {
  switch (route.name) {
    case 'runs':
      return '#/'
    case 'inbox':
      return '#/inbox'
    case 'agents':
      return '#/agents'
    case 'usage':
      return '#/usage'
    case 'removed':
      return '#/removed'
    case 'welcome':
      return '#/welcome'
    case 'settings':
      return route.section === null ? '#/settings' : `#/settings/${encodeURIComponent(route.section)}`
    case 'new':
      return route.repositoryId === null ? '#/new' : `#/new?repository=${encodeURIComponent(route.repositoryId)}`
    case 'run': {
      const query = new URLSearchParams({
        ...(route.item === null ? {} : { item: route.item }),
        ...(route.line === null ? {} : { line: String(route.line) }),
        ...(route.path === null ? {} : { path: route.path }),
      }).toString()
      const tab = route.tab === 'run' ? '' : `/${route.tab}`
      return `#/run/${encodeURIComponent(route.runId)}${tab}${query === '' ? '' : `?${query}`}`
    }
  }
}

/** A place in a run. */
export function runRoute(
  runId: string,
  tab: RunTab = 'run',
  item: string | null = null,
  line: number | null = null,
  path: string | null = null,
): Route {
  return { name: 'run', runId, tab, item, line, path }
}

export function navigate(route: Route): void {
  location.hash = hrefOf(route)
}

/** Replaces the place without a step in the history: for a selection that moves by keys. */
export function replaceRoute(route: Route): void {
  location.replace(hrefOf(route))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return '' // No address of ours: read as the list of runs.
  }
}

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}
