/** The part of a click that decides. */
interface Click {
  button: number
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}

/** Whether a click on a link asks for another window, as in a browser: with the middle button, or with a modifier held. */
export const wantsWindow = ({ button, ctrlKey, metaKey, shiftKey }: Click): boolean =>
  button === 1 || (button === 0 && (ctrlKey || metaKey || shiftKey))
