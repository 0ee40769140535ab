import type { QuitAnswer } from '../quitting.ts'
import * as TEXT from './texts.ts'

/** A message box: what it says, and what each of its buttons means; the last one is also that of Esc. */
export interface Question<A extends string> {
  message: string
  detail: string
  answers: readonly (readonly [label: string, answer: A])[]
}

/** Asked before the application ends while runs work. */
export function quitQuestion(working: number): Question<QuitAnswer> {
  return {
    message: working === 1 ? TEXT.oneRunIsAtWork : TEXT.runsAreAtWork(working),
    detail: TEXT.stopOrBackground,
    answers: [
      [TEXT.stopAtSafePoint, 'stop'],
      [TEXT.keepWorking, 'background'],
      [TEXT.cancel, 'cancel'],
    ],
  }
}

/** Asked where a window's page ended and loading it again would hardly help. `reason`: Electron's word. */
export function crashQuestion(reason: string): Question<'reload' | 'close'> {
  return {
    message: TEXT.windowStopped,
    detail: TEXT.pageEnded(reason),
    answers: [
      [TEXT.loadAgain, 'reload'],
      [TEXT.closeWindow, 'close'],
    ],
  }
}

export const UNRESPONSIVE: Question<'reload' | 'wait'> = {
  message: TEXT.windowDoesNotAnswer,
  detail: TEXT.nothingIsTouched,
  answers: [
    [TEXT.loadAgain, 'reload'],
    [TEXT.wait, 'wait'],
  ],
}
