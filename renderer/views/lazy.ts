import { late } from '../ui/late.tsx'

// Not on the first screen: loaded when they are opened first.
export const LazyAgentsView = late(() => import('./agents/agents-view.tsx').then((module) => module.AgentsView))
export const LazyNewRunView = late(() => import('./new-run/new-run-view.tsx').then((module) => module.NewRunView))
export const LazyRemovedView = late(() => import('./runs/removed-view.tsx').then((module) => module.RemovedView))
export const LazyRunView = late(() => import('./run/run-view.tsx').then((module) => module.RunView))
