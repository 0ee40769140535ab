import { lazy } from 'react'

// Not on the first screen: loaded when they are opened first.
export const LazyNewRunView = lazy(() =>
  import('./new-run/new-run-view.tsx').then((module) => ({ default: module.NewRunView })),
)
export const LazyRunView = lazy(() => import('./run/run-view.tsx').then((module) => ({ default: module.RunView })))
