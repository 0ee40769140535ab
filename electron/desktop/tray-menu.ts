import type { MenuItem } from '../menu.ts'
import { menuLabel } from './short-text.ts'
import type { Waiting } from './waiting.ts'

export interface TrayCommands {
  open(): void
  show(runId: string): void
  quit(): void
}

const MAX_RUNS = 8
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** What the tray says when the pointer rests on it. */
export function trayTip({ questions }: Waiting, working: number): string {
  const parts = [
    ...(questions > 0 ? [counted(questions, 'question waits for you', 'questions wait for you')] : []),
    ...(working > 0 ? [counted(working, 'run works', 'runs work')] : []),
  ]
  return parts.length === 0 ? 'Triptych' : `Triptych: ${parts.join(', ')}`
}

/** What waits, with the way there; and how the application is opened and ended where it has no window. */
export function trayTemplate(waiting: Waiting, working: number, commands: TrayCommands): MenuItem[] {
  const more = waiting.runs.length - MAX_RUNS
  const runs = waiting.runs.slice(0, MAX_RUNS).map(({ runId, title }): MenuItem => {
    return { label: menuLabel(title), click: () => commands.show(runId) }
  })
  return [
    { label: 'Open Triptych', click: commands.open },
    { type: 'separator' },
    { label: trayTip(waiting, working).replace(/^Triptych(?:: )?/, '') || 'Nothing waits for you', enabled: false },
    ...runs,
    ...(more > 0 ? [{ label: `and ${more} more`, enabled: false }] : []),
    { type: 'separator' },
    { label: 'Quit Triptych', click: commands.quit },
  ]
}
