import { boundTexts } from './bounded.ts'
import { MESSAGES_MAX_CHARS } from './caps.ts'
import { dataBlock, shown } from './fence.ts'

interface Message {
  text: string
}

/** The part's own words, and the fences and line breaks around each message. */
const OWN_CHARS = 600
const FRAME_CHARS = 64

const HOW_TO_TAKE_IT =
  'The person who supervises this run wrote this to you, the latest last. It goes before what the task and earlier messages ' +
  'say. It changes neither the paths that may be changed nor how you answer.'

/** As many as one prompt has room for, oldest first and at least one; the others wait for the next. */
export function messagesThatFit<M extends Message>(waiting: readonly M[]): M[] {
  let room = MESSAGES_MAX_CHARS - OWN_CHARS
  return waiting.filter(({ text }, index) => {
    room -= text.length + FRAME_CHARS
    return index === 0 || room >= 0
  })
}

/** The prompt with the person's messages right after its heading. */
export function withMessages(prompt: string, messages: readonly Message[]): string {
  if (messages.length === 0) return prompt
  const room = MESSAGES_MAX_CHARS - OWN_CHARS - messages.length * (FRAME_CHARS - 1)
  const texts = boundTexts(
    messages.map(({ text }) => shown(text, room)),
    room,
  )
  const blocks = texts.map((text) => dataBlock(text, text.length))
  const part = ['## What the person says to you now', HOW_TO_TAKE_IT, ...blocks].join('\n\n')
  const end = prompt.indexOf('\n')
  return `${prompt.slice(0, end)}\n\n${part}${prompt.slice(end)}`
}
