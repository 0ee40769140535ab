import type { MenuItem } from '../menu.ts'
import { menuLabel } from './short-text.ts'
import * as TEXT from './texts.ts'
import type { Waiting } from './waiting.ts'

export interface TrayCommands {
  open(): void
  show(runId: string): void
  quit(): void
}

const MAX_RUNS = 8

/** "1 question waits for you, 2 runs work"; empty: neither. */
function stateText({ questions }: Waiting, working: number): string {
  const parts = [
    ...(questions > 0 ? [TEXT.questionsWait(questions)] : []),
    ...(working > 0 ? [TEXT.runsWork(working)] : []),
  ]
  return parts.join(', ')
}

/** What the tray says when the pointer rests on it. */
export function trayTip(waiting: Waiting, working: number): string {
  const state = stateText(waiting, working)
  return state === '' ? TEXT.name : TEXT.nameAndState(state)
}

/** What waits, with the way there; and how the application is opened and ended where it has no window. */
export function trayTemplate(waiting: Waiting, working: number, commands: TrayCommands): MenuItem[] {
  const more = waiting.runs.length - MAX_RUNS
  const runs = waiting.runs.slice(0, MAX_RUNS).map(({ runId, title }): MenuItem => {
    return { label: menuLabel(title), click: () => commands.show(runId) }
  })
  return [
    { label: TEXT.openTriptych, click: commands.open },
    { type: 'separator' },
    { label: stateText(waiting, working) || TEXT.nothingWaits, enabled: false },
    ...runs,
    ...(more > 0 ? [{ label: TEXT.andMore(more), enabled: false }] : []),
    { type: 'separator' },
    { label: TEXT.quitTriptych, click: commands.quit },
  ]
}
