import { z } from 'zod'
import { app } from './app.ts'
import { desktop, refused, runtime } from './runtime.ts'

/** What a test asks the main process over its process channel; each is answered with the state after it. */
const questionSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('state') }),
  z.object({ ask: z.literal('close_windows') }),
  z.object({ ask: z.literal('quit') }),
  /** The person looks at another application, or at the first window again. */
  z.object({ ask: z.literal('blur') }),
  z.object({ ask: z.literal('focus') }),
  z.object({ ask: z.literal('answer_folder'), folder: z.string().nullable() }),
  z.object({ ask: z.literal('click_notification'), index: z.number() }),
  z.object({ ask: z.literal('click_menu'), label: z.string() }),
])
export type Question = z.infer<typeof questionSchema>
export const askSchema = z.object({ id: z.number(), question: questionSchema })
export type Ask = z.infer<typeof askSchema>

export const stateSchema = z.object({
  windows: z.array(z.object({ url: z.string(), visible: z.boolean(), focused: z.boolean() })),
  refused: z.object({
    navigations: z.array(z.string()),
    windows: z.array(z.string()),
    preloadErrors: z.array(z.string()),
  }),
  notifications: z.array(z.object({ title: z.string(), body: z.string(), open: z.boolean() })),
  dialogs: z.array(z.object({ title: z.string(), properties: z.array(z.string()), inFrontOfWindow: z.boolean() })),
  revealed: z.array(z.string()),
  /** Addresses that were handed to the person's browser. */
  opened: z.array(z.string()),
})
export type MainState = z.infer<typeof stateSchema>

export const tellSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), address: z.string() }),
  z.object({ kind: z.literal('answer'), id: z.number(), state: stateSchema }),
  z.object({ kind: z.literal('failed'), id: z.number(), message: z.string() }),
])
type Tell = z.infer<typeof tellSchema>

function state(): MainState {
  const windows = [...runtime.windows.values()].map((window) => ({
    url: window.webContents.getURL(),
    visible: window.isVisible(),
    focused: window.isFocused(),
  }))
  const { notifications, dialogs, revealed, opened } = desktop
  return { windows, refused, notifications, dialogs, revealed, opened }
}

/** `address`: where Playwright connects to the same browser. */
export function listenToDriver(address: string): void {
  const tell = (message: Tell): void => void process.send?.(message)
  process.on('message', (raw) => {
    const { id, question } = askSchema.parse(raw)
    // Quitting ends this channel too, so it is answered first.
    if (question.ask === 'quit') tell({ kind: 'answer', id, state: state() })
    try {
      follow(question)
      if (question.ask !== 'quit') tell({ kind: 'answer', id, state: stateSchema.parse(state()) })
    } catch (error) {
      tell({ kind: 'failed', id, message: String(error) })
    }
  })
  tell({ kind: 'ready', address })
}

function follow(question: Question): void {
  if (question.ask === 'quit') app.quit()
  else if (question.ask === 'close_windows') for (const window of runtime.windows.values()) window.close()
  else if (question.ask === 'blur') runtime.focused?.blur()
  else if (question.ask === 'focus') [...runtime.windows.values()][0]?.focus()
  else if (question.ask === 'answer_folder') desktop.folderAnswers.push(question.folder)
  else if (question.ask === 'click_menu') desktop.clickMenu(question.label)
  else if (question.ask === 'click_notification') {
    const shown = desktop.notifications[question.index]
    if (!shown?.open) throw new Error(`no notification ${question.index} is shown`)
    shown.click()
  }
}
