import { BrowserWindow, dialog } from 'electron'
import type { Question } from './desktop/questions.ts'

/** The window that a dialog belongs to; null where none is open. */
export const windowInFront = (): BrowserWindow | null =>
  BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null

/** The host's folder dialog, in front of the window that asks for it. An absolute path; null if the person closed it. */
export async function pickFolder(title: string): Promise<string | null> {
  const parent = windowInFront()
  if (!parent) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title,
    // Where it shows no title, macOS shows this.
    message: title,
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** What the person answers, in front of `parent` where there is one. `signal` closes the box, as Esc does. */
export async function askPerson<A extends string>(
  parent: BrowserWindow | null,
  { message, detail, answers }: Question<A>,
  signal: AbortSignal = new AbortController().signal,
): Promise<A> {
  const options = {
    type: 'question' as const,
    message,
    detail,
    buttons: answers.map(([label]) => label),
    defaultId: 0,
    cancelId: answers.length - 1,
    noLink: true,
    signal,
  }
  // macOS puts a box without a window before everything.
  const boxes = parent === null ? dialog.showMessageBox(options) : dialog.showMessageBox(parent, options)
  const [, answer] = answers[(await boxes).response] ?? []
  if (answer === undefined) throw new Error(`"${message}" has no such answer.`)
  return answer
}
