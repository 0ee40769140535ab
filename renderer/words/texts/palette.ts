// What the command palette says.
import type { Shown } from './shown.ts'

// command-palette.tsx
export const commandRunFile = 'A command, a run, a file'
export const found = 'Found'
export const nothingIsCalledThat = 'Nothing is called that.'
export const commandsRunsFiles = '> commands, # runs, / files'

// items.ts
export const here = 'Here'
export const tasksOfThisRun = 'Tasks of this run'
export const task = (number: Shown, state: Shown): string => `task ${number} · ${state}`
export const artifactsOfThisRun = 'Artifacts of this run'
