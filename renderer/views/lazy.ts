import { late } from '../ui/late.tsx'

// Not on the first screen: loaded when they are opened first.
export const LazyAgentsView = late(() => import('./agents/agents-view.tsx').then((module) => module.AgentsView))
export const LazyCommandPalette = late(() =>
  import('./palette/command-palette.tsx').then((module) => module.CommandPalette),
)
export const LazyGateInPlace = late(() => import('./inbox/gate-in-place.tsx').then((module) => module.GateInPlace))
export const LazyInboxView = late(() => import('./inbox/inbox-view.tsx').then((module) => module.InboxView))
export const LazyNewRunView = late(() => import('./new-run/new-run-view.tsx').then((module) => module.NewRunView))
export const LazyRemovedView = late(() => import('./runs/removed-view.tsx').then((module) => module.RemovedView))
export const LazyPeekQuestion = late(() => import('./runs/peek-question.tsx').then((module) => module.PeekQuestion))
export const LazyUsageView = late(() => import('./usage/usage-view.tsx').then((module) => module.UsageView))
export const LazySettingsView = late(() => import('./settings/settings-view.tsx').then((module) => module.SettingsView))
export const LazyFirstRun = late(() => import('./runs/first-run.tsx').then((module) => module.FirstRun))
export const LazyWelcomeView = late(() => import('./runs/welcome-view.tsx').then((module) => module.WelcomeView))
export const LazyRunView = late(() => import('./run/run-view.tsx').then((module) => module.RunView))
