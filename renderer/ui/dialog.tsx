import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { CommandLayer, useCommands } from '../keys/commands.tsx'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/ui.ts'
import { Button } from './button.tsx'

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
  /** Without its heading, which is its name all the same: what is in it begins with a field that says what it is. */
  bare?: boolean
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      className={`${bare ? 'mx-auto mt-[12vh]' : 'm-auto'} max-h-[85vh] overflow-auto rounded-float bg-float p-0 shadow-float backdrop:bg-[rgb(0_0_0/0.35)] ${wide ? 'w-[640px]' : 'w-[480px]'}`}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <CommandLayer>
        <DialogBody title={title} onClose={onClose} bare={bare}>
          {children}
        </DialogBody>
      </CommandLayer>
    </dialog>
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
  if (bare) return <>{children}</>
  return (
    <>
      <header className="sticky top-0 flex items-center gap-2 border-line border-b bg-float px-4 py-2">
        <h2 className="text-15 font-strong">{title}</h2>
        <span className="ml-auto">
          <Button look="quiet" icon="close" label={COMMON.close} onClick={onClose} />
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
