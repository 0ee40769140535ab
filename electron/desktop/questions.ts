import type { QuitAnswer } from '../quitting.ts'

/** A message box: what it says, and what each of its buttons means; the last one is also that of Esc. */
export interface Question<A extends string> {
  message: string
  detail: string
  answers: readonly (readonly [label: string, answer: A])[]
}

/** Asked before the application ends while runs work. */
export function quitQuestion(working: number): Question<QuitAnswer> {
  return {
    message: working === 1 ? 'A run is at work.' : `${working} runs are at work.`,
    detail:
      'Stopped runs are paused: what is finished is kept, and so are the files of the turn that is cut short. In the background they go on without a window; start Triptych again to see them.',
    answers: [
      ['Stop at the Next Safe Point', 'stop'],
      ['Keep Working in the Background', 'background'],
      ['Cancel', 'cancel'],
    ],
  }
}

/** Asked where a window's page ended and loading it again would hardly help. `reason`: Electron's word. */
export function crashQuestion(reason: string): Question<'reload' | 'close'> {
  return {
    message: 'This window stopped working.',
    detail: `Its page ended (${reason}). Runs are not touched, and what you typed is kept.`,
    answers: [
      ['Load It Again', 'reload'],
      ['Close the Window', 'close'],
    ],
  }
}

export const UNRESPONSIVE: Question<'reload' | 'wait'> = {
  message: 'This window does not answer.',
  detail: 'Runs are not touched, and what you typed is kept.',
  answers: [
    ['Load It Again', 'reload'],
    ['Wait', 'wait'],
  ],
}
