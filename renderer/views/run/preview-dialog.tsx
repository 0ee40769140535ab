import type { ReactElement, ReactNode } from 'react'
import type { PreviewLine } from '../../../shared/checkpoint-words.ts'
import type { RpcError } from '../../../shared/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/timeline.ts'
import { inertText } from './inert.ts'

export interface PreviewDialogProps {
  title: string
  /** Null: still being looked up. */
  lines: readonly PreviewLine[] | null
  /** Why it cannot be done. */
  problem: string | null
  /** The preview could not be had, or the deed was refused. */
  error: RpcError | null
  action: string
  isRunning: boolean
  /** What takes its time while it runs. */
  waiting: string
  onConfirm: () => void
  onRetry: () => void
  onClose: () => void
}

/** What would change, in words and numbers, before it does. */
export function PreviewDialog(props: PreviewDialogProps): ReactElement {
  const { title, lines, problem, error, action, isRunning, waiting, onConfirm, onRetry, onClose } = props
  const canDo = lines !== null && problem === null && !isRunning
  return (
    <Dialog title={title} onClose={onClose} wide>
      {lines === null && error === null && <Loading what={TEXT.whatWouldChange} />}
      {error !== null && <Failure error={error} retry={onRetry} />}
      {problem !== null && <Failure error={{ code: 'refused', message: problem }} />}
      {lines !== null && <Lines lines={lines} />}
      <footer className="sticky bottom-0 flex items-center justify-end gap-2 border-line border-t bg-float px-4 py-3">
        {isRunning && (
          <p role="status" className="mr-auto text-12 text-ink-2">
            {waiting}
          </p>
        )}
        <Button onClick={onClose}>{TEXT.leaveItAsItIs}</Button>
        <Button look="primary" onClick={onConfirm} disabled={!canDo}>
          {action}
        </Button>
      </footer>
    </Dialog>
  )
}

function Lines({ lines }: { lines: readonly PreviewLine[] }): ReactElement {
  return (
    <ul className="flex flex-col gap-2 px-4 py-3">
      {lines.map(({ text, items = [] }) => (
        <li key={text}>
          <p className="wrap-anywhere">{inertText(text)}</p>
          {items.length > 0 && (
            <ul className="mt-0.5 ml-4 list-disc text-12 text-ink-2 marker:text-ink-3">
              {items.map((item) => (
                <Item key={item}>{inertText(item)}</Item>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

const Item = ({ children }: { children: ReactNode }): ReactElement => (
  <li dir="auto" className="wrap-anywhere">
    {children}
  </li>
)
