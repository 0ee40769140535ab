import { type ComponentType, type ReactElement, use } from 'react'

/** How to forget each part that could not be loaded. */
const failed = new Set<() => void>()

/** Parts that could not be loaded are asked for again when they are shown next. */
export function forgetFailedParts(): void {
  for (const forget of failed) forget()
  failed.clear()
}

/**
 * A component that is loaded when it is first shown; until then the Suspense around it waits. A part that could not be loaded
 * (React's own `lazy` would never ask again) throws to the boundary around it until `forgetFailedParts`.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loading: Promise<ComponentType<P>> | null = null
  const begin = (): Promise<ComponentType<P>> => {
    const own = load()
    own.catch(() => failed.add(() => (loading = null)))
    return own
  }
  return function Late(props: P): ReactElement {
    loading ??= begin()
    const Part = use(loading)
    return <Part {...props} />
  }
}
