import { Dialog as Base, DialogDismiss } from '@ariakit/react/dialog'
import {
  type ReactElement,
  type KeyboardEvent as ReactKeyboardEvent,
  type ReactNode,
  useCallback,
  useState,
} from 'react'
import { CommandLayer, useCommands } from '../keys/commands.tsx'
import { showLines } from '../viewers/text.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/ui.ts'
import { Button } from './button.tsx'

/** What an input method takes a key for is its own. */
const isComposing = (event: KeyboardEvent | ReactKeyboardEvent): boolean =>
  ('nativeEvent' in event ? event.nativeEvent : event).isComposing

/** A modal over everything; Esc closes it, focus goes back to where it was. */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
  bare = false,
}: {
  title: string
  onClose: () => void
  children: ReactNode
  wide?: boolean
  /** Without its heading, which is its name all the same: what is in it begins with a field that says what it is, and a click beside it closes it. */
  bare?: boolean
}): ReactElement {
  // The focus is on what is written first, if anything is; otherwise on what closes it.
  const [field, setField] = useState<HTMLElement | null>(null)
  const found = useCallback((box: HTMLElement | null): void => {
    setField(box?.querySelector<HTMLElement>('input[type="text"], textarea') ?? null)
  }, [])
  const place = bare ? 'top-[12vh]' : 'inset-y-0 my-auto'
  return (
    <Base
      open
      onClose={onClose}
      aria-label={showLines(title)}
      {...(field === null ? {} : { initialFocus: field })}
      hideOnEscape={(event) => !isComposing(event)}
      // Nothing that was written in it is lost to a click.
      hideOnInteractOutside={bare}
      preventBodyScroll={false}
      backdrop={<div className="bg-[rgb(0_0_0/0.35)]" />}
      className={`${place} fixed inset-x-0 z-50 mx-auto h-fit max-h-[85vh] max-w-[calc(100vw-2rem)] overflow-auto rounded-float bg-float shadow-float outline-none ${wide ? 'w-[640px]' : 'w-[480px]'}`}
      // What is in it is drawn by our own elements, which show what hides in a text (`jsx/`).
      render={
        <div ref={found}>
          <CommandLayer>
            <DialogBody title={title} onClose={onClose} bare={bare}>
              {children}
            </DialogBody>
          </CommandLayer>
        </div>
      }
    />
  )
}

function DialogBody({
  title,
  onClose,
  children,
  bare,
}: {
  title: string
  onClose: () => void
  children: ReactNode
  bare: boolean
}): ReactElement {
  useCommands([{ keys: 'escape', label: TEXT.close, group: title, run: onClose }])
  if (bare) {
    return (
      <>
        {children}
        <DialogDismiss tabIndex={-1} className="sr-only" render={<button type="button">{COMMON.close}</button>} />
      </>
    )
  }
  return (
    <>
      <header className="sticky top-0 flex items-center gap-2 border-line border-b bg-float px-4 py-2">
        <h2 className="text-15 font-strong">{title}</h2>
        <span className="ml-auto">
          <DialogDismiss
            render={(wiring) => <Button look="quiet" icon="close" label={COMMON.close} wiring={wiring} />}
          />
        </span>
      </header>
      {children}
    </>
  )
}

/** Asks before something that cannot be undone: the button says what will happen. */
export function Confirm({
  title,
  text,
  action,
  onConfirm,
  onClose,
}: {
  title: string
  text: ReactNode
  action: string
  onConfirm: () => void
  onClose: () => void
}): ReactElement {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="px-4 py-3 text-ink-2">{text}</div>
      <footer className="flex justify-end gap-2 border-line border-t px-4 py-3">
        <Button onClick={onClose}>{COMMON.keepItAsItIs}</Button>
        <Button look="danger" onClick={onConfirm}>
          {action}
        </Button>
      </footer>
    </Dialog>
  )
}
